package tests

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/sync/wire"
)

// picture is some bytes and the name they are kept under.
func picture(size int, seed uint64) (content []byte, hash string) {
	content = make([]byte, size)
	random := rand.NewChaCha8([32]byte{byte(seed)})
	random.Read(content)
	sum := sha256.Sum256(content)
	return content, hex.EncodeToString(sum[:])
}

func (n *node) hang(content []byte) {
	n.t.Helper()
	if _, err := n.db.AddFile(bytes.NewReader(content)); err != nil {
		n.t.Fatal(err)
	}
}

// has reports whether a file is here with its content whole.
func (n *node) has(hash string) bool {
	f, err := n.db.File(hash)
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		n.t.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil)) == hash
}

// Pictures follow the records that name them, up and down and through a town; nobody else gets them.
func TestPicturesFollowTheirRecords(t *testing.T) {
	county, town, village, sibling := branchOfThree(t)
	up, upHash := picture(700_000, 1)
	village.hang(up)
	village.write(station.KindActivity, "visit", station.Public, map[string]any{"title": "走访", "photos": []string{upHash}})
	down, downHash := picture(300_000, 2)
	county.hang(down)
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "通知", "photo": downHash})
	eventually(t, "the county has the village's", func() bool { return county.has(upHash) })
	eventually(t, "the villages have the county's", func() bool { return village.has(downHash) && sibling.has(downHash) })
	if !town.has(upHash) || sibling.has(upHash) {
		t.Error("the town must have carried it, the sibling must not have it")
	}
	eventually(t, "nothing waits", func() bool { s, err := village.room.Status(); return err == nil && s.FilesUp == 0 })
}

// A photo of what a voter brought goes where the words go, sealed as they are.
func TestAVotersPhotoIsToldWithTheWords(t *testing.T) {
	county, town, village, _ := branchOfThree(t)
	content, hash := picture(200_000, 3)
	village.hang(content)
	edits, err := matter.New("m5", matter.Voter, village.db.Now().Time, matter.Registration{Channel: matter.ByKiosk, Title: "井盖坏了", Category: "road"},
		matter.Told{Words: spoken, Photos: []string{hash}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	village.edit(edits...)
	village.step("m5", &matter.AcceptedBy{})
	village.step("m5", &matter.Escalation{To: "county_congress", Text: "请县里协调。"})
	eventually(t, "the county has the photo", func() bool { return county.has(hash) })
	if town.has(hash) {
		t.Error("the town has it in plain")
	}
}

// A line that is cut again and again does not make a file begin anew.
func TestAFileGoesOnWhereItWasCut(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	l := newLine(t, county.addr, 0)
	county.adopt(village, "v", "/c/v", l.URL())
	eventually(t, "the station is settled", village.settled)
	const size = 6 << 20
	content, hash := picture(size, 4)
	village.hang(content)
	before := l.Carried()
	village.write(station.KindActivity, "film", station.Public, map[string]any{"title": "走访", "photos": []string{hash}})
	for i := 0; i < 3; i++ {
		eventually(t, "a part crosses", func() bool { return l.Carried()-before > int64(i+1)*size/5 || county.has(hash) })
		l.Sever(true)
		time.Sleep(50 * time.Millisecond)
		l.Sever(false)
	}
	eventually(t, "the rest crosses", func() bool { return county.has(hash) })
	if spent := l.Carried() - before; spent > size*3/2 {
		t.Errorf("%d bytes crossed for a file of %d", spent, size)
	}
}

// photograph is a picture of noise, large enough to need a thumbnail.
func photograph(t *testing.T, seed byte) (content []byte, hash string) {
	noise := image.NewRGBA(image.Rect(0, 0, 800, 600))
	random := rand.NewChaCha8([32]byte{seed})
	random.Read(noise.Pix)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noise, nil); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b.Bytes())
	return b.Bytes(), hex.EncodeToString(sum[:])
}

// By day the line is kept free: of a picture only a thumbnail crosses, up or down, and the rest waits for the night.
func TestByDayAThumbnailGoesAhead(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	later := time.Now().In(station.Zone).Add(6 * time.Hour)
	hours := wire.Policy{FilesFrom: later.Format("15:04"), FilesTo: later.Add(time.Hour).Format("15:04")}
	if err := county.room.Below.SetPolicy(t.Context(), hours); err != nil {
		t.Fatal(err)
	}
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "the doorbell told the hours", func() bool {
		peers, err := county.room.Below.Peers()
		return err == nil && len(peers) == 1 && peers[0].Online && village.settled()
	})
	up, upHash := photograph(t, 8)
	village.hang(up)
	village.write(station.KindActivity, "visit", station.Public, map[string]any{"title": "走访", "photos": []string{upHash}})
	down, downHash := photograph(t, 9)
	county.hang(down)
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "通知", "photo": downHash})
	for _, way := range []struct {
		to   *node
		hash string
	}{{county, upHash}, {village, downHash}} {
		eventually(t, "the thumbnail is there", func() bool { thumb, ok := way.to.room.Thumb(way.hash); return ok && len(thumb) <= 30<<10 })
		if way.to.has(way.hash) {
			t.Error("the whole picture crossed by day")
		}
	}
	small, smallHash := picture(2000, 10)
	county.hang(small)
	county.write(station.KindArticle, "small", station.Public, map[string]any{"title": "通知", "photo": smallHash})
	eventually(t, "what is no larger than a thumbnail comes itself", func() bool { return village.has(smallHash) })
	if s, err := village.room.Status(); err != nil || s.FilesUp != 1 || s.BytesUp != int64(len(up)) || s.Lane == nil || s.Lane.OpensS == 0 {
		t.Errorf("it says that %d files of %d bytes wait, %+v: %v", s.FilesUp, s.BytesUp, s.Lane, err)
	}
	if err := county.room.Below.SetPolicy(t.Context(), wire.Policy{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "both cross once the hours are lifted", func() bool { return county.has(upHash) && village.has(downHash) })
}

// A thumbnail goes when its picture is here, and when it has waited for a season.
func TestThumbnailsAreSwept(t *testing.T) {
	n := newNode(t, true, honest)
	old, young := filepath.Join(n.dir, "thumbs", strings.Repeat("a", 64)), filepath.Join(n.dir, "thumbs", strings.Repeat("b", 64))
	if err := os.MkdirAll(filepath.Dir(old), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{old, young} {
		if err := os.WriteFile(path, []byte("small"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().AddDate(0, 0, -91)); err != nil {
		t.Fatal(err)
	}
	n.room.SweepThumbs()
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the old one is there: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Error(err)
	}
}

// Whether a file is here is told to nobody who does not share in a record that names it.
func TestAFileIsAnsweredToWhoMayKnow(t *testing.T) {
	county, f := forgedVillage(t)
	content, hash := picture(1000, 5)
	county.hang(content)
	county.edit(station.Edit{Kind: station.KindActivity, ID: "others", Op: station.OpPut, Class: station.Public, Scope: "/c/w",
		Fields: raw(t, map[string]any{"title": "别的村", "photos": []string{hash}})})
	ask := func(method, hash, query, offset string, body []byte) int {
		req, err := http.NewRequest(method, county.url()+"/sync/v1/files/"+hash+query, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+f.session)
		req.Header.Set("Upload-Offset", offset)
		req.Header.Set("Upload-Length", "1000")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	for _, query := range []string{"", "?kind=activity&id=others", "?kind=activity&id=nothing", "?kind=matter&id=others", "?kind=../../etc&id=passwd"} {
		for _, method := range []string{http.MethodHead, http.MethodGet, http.MethodPatch, http.MethodPut} {
			if got := ask(method, hash, query, "0", content); got != http.StatusNotFound {
				t.Errorf("%s %s: %d", method, query, got)
			}
		}
	}
	mine, mineHash := picture(1000, 6)
	if reply, _, _ := f.push(f.change(func(e *station.Entry) {
		e.ID, e.Body = "mine", raw(t, map[string]any{"title": "本村", "photos": []string{mineHash}})
		e.BodyHash = station.HashOf(e.Body)
	})); len(reply.Ack) != 1 {
		t.Fatalf("%+v", reply)
	}
	const here = "?kind=activity&id=mine"
	for _, c := range []struct {
		name, offset string
		body         []byte
		want         int
	}{
		{"behind the beginning", "10", mine[10:], 409}, {"no number", "x", mine, 409}, {"below nothing", "-1", mine, 409},
		{"more than it is long", "0", append(mine, 1), 409}, {"too much at once", "0", make([]byte, 300<<10), 409},
		{"the first half", "0", mine[:500], 204}, {"the first half again", "0", mine[:500], 409},
		{"a wrong second half", "500", make([]byte, 500), 409}, {"from the beginning", "0", mine, 204}, {"once more", "0", mine, 204},
	} {
		if got := ask(http.MethodPatch, mineHash, here, c.offset, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if !county.has(mineHash) {
		t.Error("the file did not arrive")
	}
	if got := ask(http.MethodGet, strings.Repeat("0", 64), here, "", nil); got != http.StatusNotFound {
		t.Errorf("another file of the same record: %d", got)
	}
}

// A sender whose line died in the middle of a part holds nothing: whoever comes after goes on at once, where the last whole
// part ended.
func TestAStalledSenderHoldsNoLock(t *testing.T) {
	county, f := forgedVillage(t)
	content, hash := picture(1000, 9)
	if reply, _, _ := f.push(f.change(func(e *station.Entry) {
		e.ID, e.Body = "film", raw(t, map[string]any{"title": "走访", "photos": []string{hash}})
		e.BodyHash = station.HashOf(e.Body)
	})); len(reply.Ack) != 1 {
		t.Fatalf("%+v", reply)
	}
	part := func(from, to, sent int) (net.Conn, error) {
		line, err := net.Dial("tcp", county.addr)
		if err != nil {
			return nil, err
		}
		_, err = fmt.Fprintf(line, "PATCH /sync/v1/files/%s?kind=activity&id=film HTTP/1.1\r\nHost: county\r\nAuthorization: Bearer %s\r\n"+
			"Upload-Offset: %d\r\nUpload-Length: 1000\r\nContent-Length: %d\r\n\r\n%s", hash, f.session, from, to-from, content[from:sent])
		return line, errors.Join(err, line.SetDeadline(time.Now().Add(10*time.Second)))
	}
	for i, step := range []struct{ from, to, sent int }{{0, 600, 300}, {0, 600, 600}, {600, 1000, 601}, {600, 1000, 1000}} {
		line, err := part(step.from, step.to, step.sent)
		if err != nil {
			t.Fatal(err)
		}
		defer line.Close()
		if step.sent < step.to {
			continue // it stays open and silent while the next one comes
		}
		res, err := http.ReadResponse(bufio.NewReader(line), nil)
		if err != nil || res.StatusCode != http.StatusNoContent {
			t.Fatalf("step %d: %v, %v", i, res, err)
		}
		if got := res.Header.Get("Upload-Offset"); got != strconv.Itoa(step.to) {
			t.Errorf("step %d: it is there up to %s, want %d", i, got, step.to)
		}
	}
	if !county.has(hash) {
		t.Error("the file did not arrive")
	}
}
