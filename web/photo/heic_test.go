package photo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// converting is what this program does when it stands in for the converter: in is the HEIC file, back where the JPEG
// goes.
func converting(how, in, back string) error {
	photo, err := os.ReadFile(in)
	if err != nil || !isHEIC(photo) {
		return fmt.Errorf("a HEIC file should be here: %w", err)
	}
	switch how {
	case "fail":
		return fmt.Errorf("no decoder")
	case "lie":
		photo = []byte("<!doctype html><script>alert(1)</script>")
	case "flood":
		photo = hugeJPEG(60_000, 60_000)
	case "grow":
		photo = make([]byte, maxConverted+1)
	case "break out":
		err = breakOut(back)
		photo = painted
	default:
		photo = painted
	}
	if err != nil {
		return err
	}
	return os.WriteFile(back, photo, 0o600)
}

// painted is a JPEG with a place and a script in it.
var painted = held(asJPEG(quarters(96, 64)), camera{orientation: 6, gps: true,
	lat: [3][2]uint32{{22, 1}, {47, 1}, {12, 1}}, lon: [3][2]uint32{{115, 1}, {21, 1}, {0, 1}}}.exif(binary.BigEndian))

// breakOut is an error when anything beyond the fence can be reached.
func breakOut(back string) error {
	for _, path := range []string{"/etc/passwd", "/proc/self/status", fmt.Sprintf("/proc/%d/environ", os.Getppid())} {
		if _, err := os.ReadFile(path); err == nil {
			return fmt.Errorf("read %s", path)
		}
	}
	if _, err := os.ReadDir("/tmp"); err == nil {
		return fmt.Errorf("listed a folder")
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(back), "evil"), nil, 0o600); err == nil {
		return fmt.Errorf("made a file")
	}
	for _, network := range []string{"tcp", "unix"} {
		if s, err := net.Listen(network, map[string]string{"tcp": "127.0.0.1:0", "unix": "@lianzhan-photo-test"}[network]); err == nil {
			return fmt.Errorf("listens on %v", s.Addr())
		}
	}
	if err := syscall.Kill(os.Getppid(), 0); err == nil {
		return fmt.Errorf("may signal its parent")
	}
	if err := syscall.PtraceAttach(os.Getppid()); err == nil {
		return fmt.Errorf("may trace its parent")
	}
	return nil
}

// standIn is this program as the converter.
func standIn(how string) (*converter, error) {
	self, err := os.Executable()
	return &converter{self, []string{"convert", how}, []string{self, "/usr", "/lib", "/lib64", "/etc/ld.so.cache"}}, err
}

func TestHEICIsConvertedBehindTheFence(t *testing.T) {
	heic := fixture(t, "quarters.heic")
	for _, how := range []string{"paint", "break out"} {
		p, err := encoder(t, "HEIC "+how).Clean(t.Context(), bytes.NewReader(heic))
		if err != nil {
			t.Errorf("%s: %v", how, err)
			continue
		}
		if p.Width != 96 || p.Height != 64 || !red(decoded(t, p.JPEG), 4, 4) || p.Place == nil || *p.Place != (Place{22.787, 115.35}) {
			t.Errorf("%s: %d×%d at %v", how, p.Width, p.Height, p.Place)
		}
		if bytes.Contains(p.JPEG, []byte("script")) {
			t.Errorf("%s: a script survived", how)
		}
	}
	for how, want := range map[string]string{
		"fail": "photo_heic", "lie": "photo_heic", "grow": "photo_heic", "flood": "photo_too_many_pixels",
	} {
		if _, err := encoder(t, "HEIC "+how).Clean(t.Context(), bytes.NewReader(heic)); code(err) != want {
			t.Errorf("%s: %v, want %s", how, err, want)
		}
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "lianzhan-photo-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// The file was made by libheif's own encoder. On a machine with the converter it must be read, on one without it the
// voter is told what to do.
func TestHEICOnThisMachine(t *testing.T) {
	p, err := encoder(t, "well").Clean(t.Context(), bytes.NewReader(fixture(t, "quarters.heic")))
	if libheif() == nil {
		if code(err) != "photo_heic" {
			t.Errorf("without a converter: %v", err)
		}
		return
	}
	if err != nil || p.Width != 96 || p.Height != 64 || p.Place == nil || !red(decoded(t, p.JPEG), 4, 4) {
		t.Errorf("with a converter: %d×%d, %v, %v", p.Width, p.Height, p.Place, err)
	}
}

func TestHEICSizeIsReadFirst(t *testing.T) {
	heic := fixture(t, "quarters.heic")
	if size := heicSize(heic); size.X != 96 || size.Y != 64 {
		t.Errorf("size %v", size)
	}
	at := bytes.Index(heic, []byte("ispe")) + 8
	binary.BigEndian.PutUint32(heic[at:], 60_000)
	binary.BigEndian.PutUint32(heic[at+4:], 60_000)
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"flood":        {heic, "photo_too_many_pixels"},
		"without size": {[]byte("\x00\x00\x00\x10ftypheic\x00\x00\x00\x00"), "photo_unreadable"},
		"only a brand": {[]byte("\x00\x00\x00\x10ftypheic"), "photo_unreadable"},
	} {
		if _, err := child(t, c.data); code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
