package kiosk

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/station"
)

func TestABrowserThatHasTheAnswerGets304(t *testing.T) {
	h := open(t, aTown(t))
	for _, address := range []string{"/api/v1/deputies", "/api/v1/deputies/d01", "/api/v1/deputies/d01/qr.svg", "/api/v1/receptions.ics", "/api/v1/openapi.json",
		"/D/00000001", "/api/v1/files/" + hash('a')} {
		first := h.ask("GET", address)
		etag := first.header.Get("ETag")
		if !strings.HasPrefix(etag, `"`) || first.body == "" {
			t.Fatalf("%s: etag %q, %d bytes", address, etag, len(first.body))
		}
		for _, known := range []string{etag, "W/" + etag, `"x", ` + etag, "*"} {
			if a := h.ask("GET", address, "If-None-Match", known); a.status != http.StatusNotModified || a.body != "" || a.header.Get("ETag") != etag {
				t.Errorf("%s, If-None-Match %s: %d, %d bytes", address, known, a.status, len(a.body))
			}
		}
		if a := h.ask("GET", address, "If-None-Match", `"other"`); a.status != http.StatusOK || a.body != first.body {
			t.Errorf("%s with another tag: %d", address, a.status)
		}
		if a := h.ask("HEAD", address); a.status != http.StatusOK || a.body != "" || a.header.Get("ETag") != etag {
			t.Errorf("HEAD %s: %d, %d bytes", address, a.status, len(a.body))
		}
	}
}

func TestTheTagChangesWithTheAnswer(t *testing.T) {
	h := open(t, aTown(t))
	before := h.ask("GET", "/api/v1/deputies").header.Get("ETag")
	h.put(t, &station.Group{ID: "g1", Name: "别的名字"})
	if a := h.ask("GET", "/api/v1/deputies", "If-None-Match", before); a.status != http.StatusOK {
		t.Errorf("after a commit the old tag still answers %d", a.status)
	}
}

func TestEveryAnswerSaysItsType(t *testing.T) {
	h := open(t, aTown(t))
	for address, mime := range map[string]string{
		"/api/v1/station":                  mimeJSON,
		"/api/v1/deputies/d01/qr.svg":      "image/svg+xml",
		"/api/v1/deputies/d01/qr.png":      "image/png",
		"/api/v1/deputies/d01/card.vcf":    "text/vcard; charset=utf-8",
		"/api/v1/receptions.ics":           "text/calendar; charset=utf-8",
		"/api/v1/files/" + hash('a'):       "image/jpeg",
		"/D/00000001":                      "text/html; charset=utf-8",
		"/api/v1/openapi.json":             "application/vnd.oai.openapi+json;version=3.1; charset=utf-8",
		"/api/v1/stations/s2/qr.svg":       "image/svg+xml",
		"/api/v1/stations/00000036/qr.svg": "image/svg+xml",
	} {
		a := h.ask("GET", address)
		if got := a.header.Get("Content-Type"); a.status != 200 || !strings.EqualFold(got, mime) {
			t.Errorf("%s: %d %s", address, a.status, got)
		}
		if a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", address)
		}
	}
}

func TestThePressForgetsWhatNobodyAsksFor(t *testing.T) {
	var p answers
	body := make([]byte, keptBytes/8)
	for i := range 100 {
		p.keep([]byte{byte(i)}, &page{body: body})
	}
	held := 0
	for i := range 100 {
		if p.find([]byte{byte(i)}) != nil {
			held += len(body)
		}
	}
	if held > 3*keptBytes || p.find([]byte{99}) == nil || p.find([]byte{0}) != nil {
		t.Errorf("%d bytes held", held)
	}
	p.keep(make([]byte, longestAddress+1), &page{})
	p.keep([]byte("large"), &page{body: make([]byte, keptBytes)})
	if p.find(make([]byte, longestAddress+1)) != nil || p.find([]byte("large")) != nil {
		t.Error("kept what is too large for it")
	}
}
