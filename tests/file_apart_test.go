package tests

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"lianzhan/station"
)

// A picture whose parts are never answered holds up no record, up or down: they travel on lanes of their own.
func TestAPictureThatHangsHoldsUpNoRecord(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	target, err := url.Parse(county.url())
	if err != nil {
		t.Fatal(err)
	}
	pass := httputil.NewSingleHostReverseProxy(target)
	hanging, over := make(chan struct{}, 16), make(chan struct{})
	line := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch && strings.Contains(r.URL.Path, "/files/") {
			hanging <- struct{}{}
			<-over
			return
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(line.Close)
	county.adopt(village, "v", "/c/v", line.URL)
	eventually(t, "the station is settled", village.settled)
	t.Cleanup(func() { close(over) })
	content, hash := picture(300_000, 21)
	village.hang(content)
	village.write(station.KindActivity, "visit", station.Public, map[string]any{"title": "走访", "photos": []string{hash}})
	<-hanging
	village.write(station.KindActivity, "later", station.Public, map[string]any{"title": "照片还在路上"})
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "通知"})
	eventually(t, "the record arrives", func() bool { return county.field(station.KindActivity, "later", "title") != "" })
	eventually(t, "the notice arrives", func() bool { return village.field(station.KindArticle, "notice", "title") != "" })
	if county.has(hash) {
		t.Error("the picture did not hang")
	}
}
