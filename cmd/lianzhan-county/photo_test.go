package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Of a picture that is still on its way a small copy is shown to whoever may see the picture, and to nobody else; once the
// whole one is here, it is shown.
func TestASmallCopyStandsInForAPictureOnItsWay(t *testing.T) {
	b := startCounty(t)
	whole := append([]byte{0xff, 0xd8, 0xff, 0xe0}, bytes.Repeat([]byte("whole"), 200)...)
	hash := strings.TrimPrefix(string(station.HashOf(whole)), "sha256:")
	small := append([]byte{0xff, 0xd8, 0xff, 0xe0}, "small"...)
	edits, err := matter.New("matter-photo", matter.Voter, noon, matter.Registration{Channel: matter.ByKiosk, Title: "路灯", Category: "road"},
		matter.Told{Words: "灯坏了", Photos: []string{hash}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range edits {
		edits[i].Scope = ownTown
	}
	if _, err := b.db.Write(t.Context(), "story", edits...); err != nil {
		t.Fatal(err)
	}
	c := b.chief(t)
	b.escalate(t, "matter-photo")
	path := "/api/v1/desk/files/" + hash
	c.want(http.StatusNotFound, "GET", path+"?size=small", nil)
	thumbs := filepath.Join(b.data, "thumbs")
	if err := os.MkdirAll(thumbs, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(thumbs, hash), small, 0o600); err != nil {
		t.Fatal(err)
	}
	c.want(http.StatusNotFound, "GET", path, nil)
	if got := c.want(http.StatusOK, "GET", path+"?size=small", nil); !bytes.Equal(got, small) {
		t.Errorf("the small copy is %q", got)
	}
	c.hire("haijiao", siblingTown, station.RoleMaster).want(http.StatusNotFound, "GET", path+"?size=small", nil)
	if _, err := b.db.AddFile(bytes.NewReader(whole)); err != nil {
		t.Fatal(err)
	}
	if got := c.want(http.StatusOK, "GET", path+"?size=small", nil); !bytes.Equal(got, whole) {
		t.Errorf("of a picture that is here %d bytes are shown", len(got))
	}
}
