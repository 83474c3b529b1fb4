package kiosk

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lianzhan/station"
)

func TestFilesAreServedByWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	h := open(t, w)
	w.put(t, album(true))
	for digit, c := range map[byte]struct{ content, mime string }{
		'1': {"\x89PNG\r\n\x1a\n....", "image/png"},
		'2': {"RIFF....WEBPVP8 ", "image/webp"},
		'3': {"<html><script>alert(1)</script>", "application/octet-stream"},
		'4': {`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, "application/octet-stream"},
		'5': {"\xff\xd8\xff" + strings.Repeat("x", 100<<10), "image/jpeg"},
		'6': {"", "application/octet-stream"},
	} {
		if err := os.WriteFile(filepath.Join(w.files, hash(digit)), []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		a := h.ask("GET", "/api/v1/files/"+hash(digit))
		if a.status != 200 || a.body != c.content || a.header.Get("Content-Type") != c.mime {
			t.Errorf("file %c: %d %s, %d bytes", digit, a.status, a.header.Get("Content-Type"), len(a.body))
		}
		if a.header.Get("Content-Security-Policy") != inert || !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
			t.Errorf("file %c: headers %v", digit, a.header)
		}
		head := h.ask("HEAD", "/api/v1/files/"+hash(digit))
		if head.status != 200 || head.body != "" || head.header.Get("Content-Length") != strconv.Itoa(len(c.content)) {
			t.Errorf("HEAD of file %c: %d %v", digit, head.status, head.header)
		}
	}
}

// album is an activity with the pictures of these tests.
func album(public bool) *station.Activity {
	a := &station.Activity{ID: "album", Title: "视察", Type: "inspection", Date: "2026-11-01", Public: public}
	for digit := byte('1'); digit <= '6'; digit++ {
		a.Photos = append(a.Photos, hash(digit))
	}
	return a
}

// What lies in the folder and no public record names is nobody's to see: a voter's picture, a report not yet released.
func TestAFileIsPublicOnlyWhileARecordSaysSo(t *testing.T) {
	w := newWorld(t)
	h := open(t, w)
	if err := os.WriteFile(filepath.Join(w.files, hash('1')), []byte("\x89PNG\r\n\x1a\n...."), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		put    *station.Activity
		status int
	}{{nil, 404}, {album(false), 404}, {album(true), 200}, {album(false), 404}} {
		if c.put != nil {
			w.put(t, c.put)
		}
		if a := h.ask("GET", "/api/v1/files/"+hash('1')); a.status != c.status {
			t.Errorf("named by %v: %d, want %d", c.put, a.status, c.status)
		}
	}
}

// Of a picture that is still on its way from another box a small copy is shown, to nobody who may not see the picture, and no
// browser keeps it once the picture is here.
func TestASmallCopyStandsInWhileAPictureIsOnItsWay(t *testing.T) {
	w := newWorld(t)
	h := open(t, w)
	h.room.small = func(name string) ([]byte, bool) { return []byte("small"), name == hash('1') }
	ask := func() answer { return h.ask("GET", "/api/v1/files/"+hash('1')) }
	if a := ask(); a.status != 404 {
		t.Errorf("nothing names it: %d", a.status)
	}
	w.put(t, album(true))
	a := ask()
	if a.status != 200 || a.body != "small" || a.header.Get("Cache-Control") != "no-store" || a.header.Get("ETag") != "" {
		t.Errorf("on its way: %d %q %v", a.status, a.body, a.header)
	}
	if other := h.ask("GET", "/api/v1/files/"+hash('2')); other.status != 404 {
		t.Errorf("neither is here: %d", other.status)
	}
	if err := os.WriteFile(filepath.Join(w.files, hash('1')), []byte("\xff\xd8\xffwhole"), 0o600); err != nil {
		t.Fatal(err)
	}
	if a := ask(); a.body != "\xff\xd8\xffwhole" || !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
		t.Errorf("here: %q %v", a.body, a.header)
	}
}
