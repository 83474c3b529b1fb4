package kiosk

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden answers anew")

// The golden answers are read by the front-end's tests too: what crosses the wire is written down once.
func TestGoldenAnswers(t *testing.T) {
	h := open(t, aTown(t))
	for name, address := range map[string]string{
		"station":     "/api/v1/station",
		"deputies":    "/api/v1/deputies",
		"deputy":      "/api/v1/deputies/d01",
		"letters":     "/api/v1/letters",
		"places":      "/api/v1/places",
		"receptions":  "/api/v1/receptions?from=2026-11-21&to=2026-12-31",
		"activities":  "/api/v1/activities",
		"projects":    "/api/v1/projects?year=2026",
		"suggestions": "/api/v1/suggestions",
		"articles":    "/api/v1/articles",
		"screen":      "/api/v1/screens/hall",
	} {
		path := filepath.Join("testdata", name+".golden.json")
		got := pretty(t, h.get(address))
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("GET %s differs from %s (go test ./kiosk -update writes it anew):\n%s", address, path, got)
		}
	}
}

// pretty indents an answer and blanks the build of the pages, which differs between checkouts.
func pretty(t *testing.T, body string) []byte {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &fields); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(body), "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	if version, found := fields["version"]; found {
		return bytes.Replace(out.Bytes(), append([]byte(`"version": `), version...), []byte(`"version": "build"`), 1)
	}
	return out.Bytes()
}
