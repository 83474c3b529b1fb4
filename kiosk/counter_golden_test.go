package kiosk

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// chance is what differs at each run: tokens, short codes, addresses made of them.
var chance = regexp.MustCompile(`"(token|short|client|id|salt|challenge|signature)": "[^"]*"|/(W|drafts|uploads)/[0-9A-Za-z]+|(until|seal)=\w+`)

// golden holds an answer of the counter against its file; the front-end's tests read the same files.
func golden(t *testing.T, name, body string) {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(body), "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	got := chance.ReplaceAllFunc(out.Bytes(), func(found []byte) []byte {
		m := chance.FindSubmatch(found)
		switch {
		case len(m[1]) > 0:
			return []byte(`"` + string(m[1]) + `": "` + string(m[1]) + `"`)
		case len(m[2]) > 0:
			return []byte("/" + string(m[2]) + "/X")
		}
		return []byte(string(m[3]) + "=x")
	})
	path := filepath.Join("testdata", name+".golden.json")
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
		t.Errorf("%s differs (go test ./kiosk -update writes it anew):\n%s", path, got)
	}
}

func TestGoldenAnswersOfTheCounter(t *testing.T) {
	h := open(t, aTown(t))
	h.put(t, &station.Unit{ID: "u-road", Name: "镇公路站"})
	kiosk := terminalOf(h)
	ask := func(name, method, address string, value any) fields {
		t.Helper()
		f, a := kiosk.send(method, address, value)
		golden(t, name, a.body)
		return f
	}
	ask("matter-options", "GET", "/api/v1/matter-options", nil)
	s := lamp(clientID(1))
	upload := kiosk.request("POST", "/api/v1/uploads", []byte("photo of the lamp"), "image/jpeg")
	golden(t, "upload", upload.body)
	s["photos"] = []string{readFields(t, upload).text("id")}
	got := ask("accepted", "POST", "/api/v1/matters", s)
	code, id := got.text("code"), got.text("id")
	ask("followed-new", "GET", "/api/v1/matters/"+code, nil)
	h.now = h.now.Add(20 * time.Hour)
	h.answered(id)
	ask("followed-answered", "GET", "/api/v1/matters/"+code+"?words=1", nil)
	h.does(id, officer(&matter.PublicDraft{Title: "村口路灯不亮", Text: "莲池村一处路灯不亮。", Place: "莲池村", Result: "换了灯泡。"}))
	h.does(id, master(&matter.Released{}))
	h.now = h.now.Add(time.Hour)
	ask("followed-redo", "POST", "/api/v1/matters/"+code+"/rating", fields{"satisfaction": "unsatisfied"})
	ask("matters", "GET", "/api/v1/matters", nil)
	ask("me-too", "POST", "/api/v1/matters/"+id+"/me-too", nil)
	begun := ask("draft-begun", "POST", "/api/v1/drafts", fields{"for": "staff", "category": "road", "village": "莲池村"})
	token := begun.text("token")
	if _, err := h.room.Drafts().Claim(token, "o1", "吴站员"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.room.Drafts().Write(token, station.DraftText{Category: "road", Words: "路灯不亮", Village: "莲池村", Name: "王小兰", Phone: "13812341234"}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.room.Drafts().ReadBack(token); err != nil {
		t.Fatal(err)
	}
	ask("draft", "GET", "/api/v1/drafts/"+token, nil)
	ask("challenge", "GET", "/api/v1/challenge", nil)
	ask("phrases", "GET", "/api/v1/phrases?keys=lianchi&limit=3", nil)
}
