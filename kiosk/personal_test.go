package kiosk

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// everything is all the world keeps, as text.
func (h *house) everything() string {
	body, err := json.Marshal(h.records[station.Ref{Kind: station.KindMatter, ID: h.matters()[0]}])
	if err != nil {
		h.t.Fatal(err)
	}
	return string(body)
}

// With the query code alone the voter sees what is kept and takes it back; the matter goes on without.
func TestAVoterTakesPersonalDataBack(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	s := lamp(clientID(1))
	s["photos"] = []string{kiosk.photo("photo of the lamp", "").text("id")}
	got := kiosk.must(201, "POST", "/api/v1/matters", s)
	photo := h.matter(got.text("id")).Told[0].Photos[0]
	phone, page := phoneOf(h, "10.13.0.1"), "/T/"+got.text("code")
	mine := phone.page(200, page+"/mine")
	for _, words := range []string{"王某某", "138****1234", "村口的路灯不亮", "办结90天后遮盖", "seal="} {
		if !strings.Contains(mine, words) {
			t.Errorf("the page lacks %q", words)
		}
	}
	if strings.Contains(mine, "王小兰") || strings.Contains(mine, "13812341234") {
		t.Error("the page shows the contact in full")
	}
	if a := phone.post(page+"/delete", filledForm{values: [][2]string{{"what", "contact"}}}); a.status != 400 || h.matter(got.text("id")).Contact == nil {
		t.Errorf("without being sure: %d", a.status)
	}
	if a := phone.post(page+"/delete", filledForm{values: [][2]string{{"what", "contact"}, {"sure", "1"}}}); a.status != 303 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	m := h.matter(got.text("id"))
	if m.Contact != nil || m.Privacy.ContactErased.IsZero() || len(m.Told) != 1 || strings.Contains(h.everything(), "王小兰") || h.compacted != 1 || !h.kept(photo) {
		t.Errorf("after the contact went: %+v, compacted %d", m.Privacy, h.compacted)
	}
	h.now = h.now.Add(time.Minute)
	left := phone.must(200, "DELETE", "/api/v1/matters/"+got.text("code")+"/personal", fields{"what": "all"})
	m = h.matter(got.text("id"))
	if len(m.Told) != 0 || m.Privacy.WordsErased.IsZero() || strings.Contains(h.everything(), "路灯不亮") || h.kept(photo) || left["told"] != false || h.compacted != 2 {
		t.Errorf("after all went: %+v", m)
	}
	if m.State != matter.Registered || len(m.Unapplied()) != 0 {
		t.Errorf("the matter is %s", m.State)
	}
	seq := h.seq
	phone.must(200, "DELETE", "/api/v1/matters/"+got.text("code")+"/personal", fields{"what": "all"})
	if h.seq != seq {
		t.Error("nothing was left, and something was written")
	}
	if _, a := phone.send("DELETE", "/api/v1/matters/"+got.text("code")+"/personal", fields{"what": "everything"}); a.status != 400 {
		t.Errorf("%d", a.status)
	}
	h.answered(got.text("id"))
	if body := phoneOf(h, "10.13.0.2").page(200, page); !strings.Contains(body, "路灯换好了") || !strings.Contains(body, "按您的要求") {
		t.Error("the matter is not followed to its end")
	}
}

// Two voters sent the same picture: it goes with the last of them.
func TestASharedPictureGoesWithTheLast(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	var codes [2]string
	photo := ""
	for i := range codes {
		s := lamp(clientID(byte(i)))
		s["photos"] = []string{kiosk.photo("photo same", "").text("id")}
		got := kiosk.must(201, "POST", "/api/v1/matters", s)
		codes[i], photo = got.text("code"), h.matter(got.text("id")).Told[0].Photos[0]
	}
	for i, code := range codes {
		phoneOf(h, "10.13.1.1").must(200, "DELETE", "/api/v1/matters/"+code+"/personal", fields{"what": "all"})
		if h.kept(photo) != (i == 0) {
			t.Errorf("after %d went the picture is kept: %v", i+1, h.kept(photo))
		}
	}
}

// A voter's picture is nobody else's, until its copy was released.
func TestAVotersPictureIsSealed(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	s := lamp(clientID(1))
	s["photos"] = []string{kiosk.photo("photo of the lamp", "").text("id")}
	got := kiosk.must(201, "POST", "/api/v1/matters", s)
	photo := h.matter(got.text("id")).Told[0].Photos[0]
	stranger := phoneOf(h, "10.13.0.3")
	if a := stranger.request("GET", "/api/v1/files/"+photo, nil, ""); a.status != 404 {
		t.Errorf("by its hash: %d", a.status)
	}
	sealed, _ := phoneOf(h, "10.13.0.4").look(200, "/api/v1/matters/"+got.text("code")+"?words=1").sub("words")["photos"].([]any)
	address := sealed[0].(string)
	if a := stranger.request("GET", address, nil, ""); a.status != 200 || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("by its seal: %d %v", a.status, a.header)
	}
	for what, forged := range map[string]string{"another file": strings.Replace(address, photo, hash('a'), 1), "longer": strings.Replace(address, "until=", "until=z", 1)} {
		if a := stranger.request("GET", forged, nil, ""); what == "longer" && a.status != 404 || what == "another file" && a.status != 200 {
			t.Errorf("%s: %d", what, a.status) // the other file is a deputy's portrait and public anyway
		}
	}
	h.now = h.now.Add(21 * time.Minute)
	if a := stranger.request("GET", address, nil, ""); a.status != 404 {
		t.Errorf("after its time: %d", a.status)
	}
	h.does(got.text("id"), officer(&matter.AcceptedBy{}))
	h.does(got.text("id"), officer(&matter.PublicDraft{Title: "路灯", Text: "灯坏了", Photos: []string{photo}}))
	h.does(got.text("id"), master(&matter.Released{}))
	if a := stranger.request("GET", "/api/v1/files/"+photo, nil, ""); a.status != 200 {
		t.Errorf("released: %d", a.status)
	}
	h.does(got.text("id"), master(&matter.Withdrawn{Reason: "认得出人"}))
	if a := stranger.request("GET", "/api/v1/files/"+photo, nil, ""); a.status != 404 {
		t.Errorf("withdrawn: %d", a.status)
	}
}

// Whatever anybody asks without the code, in answers, drafts of others and the log: nothing of the voter.
func TestNothingOfAVoterIsSaidToOthers(t *testing.T) {
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(before)
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	got := kiosk.must(201, "POST", "/api/v1/matters", lamp(clientID(1)))
	h.answered(got.text("id"))
	h.does(got.text("id"), officer(&matter.PublicDraft{Title: "一处路灯不亮", Text: "已经修好。", Place: "莲池村"}))
	h.does(got.text("id"), master(&matter.Released{}))
	d := begin(kiosk, station.ForStaff)
	if _, err := h.room.Drafts().Claim(d.text("token"), "o1", "吴站员"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.room.Drafts().Write(d.text("token"), station.DraftText{Words: "王小兰的另一件", Name: "王小兰", Phone: "13812341234"}); err != nil {
		t.Fatal(err)
	}
	h.refusing = station.Busy("disk_write_failed", "没有存上。")
	phone := phoneOf(h, "10.13.0.5")
	phone.send("POST", "/api/v1/matters", phone.filled("村口的路灯不亮已经一个星期了"))
	h.refusing = nil
	addresses := append(everyAddress(), "/api/v1/matters", "/api/v1/matters/"+got.text("id"), "/api/v1/matter-options", "/T", "/real",
		"/D/00000001/new", "/S/00000035/new", "/api/v1/phrases?keys=wangxiaolan", "/api/v1/drafts/"+begin(kiosk, station.ForPhone).text("token"))
	said := log.String()
	for _, address := range addresses {
		said += kiosk.request("GET", address, nil, "").body
	}
	for _, secret := range []string{"王小兰", "13812341234", "12341234", "已经一个星期了", got.text("code"), h.matter(got.text("id")).CodeHash, "村口桥头"} {
		if strings.Contains(said, secret) {
			t.Errorf("%q is said to others", secret)
		}
	}
}
