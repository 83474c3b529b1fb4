package sync

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"testing"

	"lianzhan/station"
)

// shelf is a folder of files in memory.
type shelf map[string][]byte

func (s shelf) File(hash string) (*os.File, error) {
	return nil, station.NotFound("file_not_found", "没有找到这个文件。")
}

func (s shelf) AddFile(r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	s[nameOf(b)] = b
	return nameOf(b), err
}

func (s shelf) DeleteFile(hash string) error {
	delete(s, hash)
	return nil
}

func nameOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Somebody sends the bytes of a file that is kept under a name that is not theirs: refused, and the kept one stays.
func TestAWrongNameTakesNoFileAway(t *testing.T) {
	kept := []byte("a portrait on every wall")
	files := shelf{nameOf(kept): kept}
	p := newParts(t.TempDir(), files)
	wrong := nameOf([]byte("something else"))
	if _, _, err := p.add(wrong, 0, int64(len(kept)), kept); station.Worded(err).Code != "file_altered" {
		t.Fatalf("refused with %v", err)
	}
	if len(files) != 1 {
		t.Fatalf("%d files are left", len(files))
	}
	if at, whole, err := p.have(wrong); at != 0 || whole || err != nil {
		t.Fatalf("of the wrong one %d bytes stay (%v, %v)", at, whole, err)
	}
	fresh := []byte("a photo of the road")
	if _, whole, err := p.add(nameOf(fresh), 0, int64(len(fresh)), fresh); err != nil || !whole || len(files) != 2 {
		t.Fatalf("whole = %v, %v, %d files", whole, err, len(files))
	}
}
