package kiosk

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestFilesAreServedByWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	h := open(t, w)
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
