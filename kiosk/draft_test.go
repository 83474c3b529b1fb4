package kiosk

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

func begin(kiosk *visitor, aim station.DraftFor) fields {
	return kiosk.must(201, "POST", "/api/v1/drafts", fields{"for": aim, "category": "road", "words": "路灯不亮", "village": "莲池村", "deputies": []string{"d01"}})
}

// Begun at the terminal, finished on the voter's own phone: nothing private is typed in the hall.
func TestADraftIsFinishedOnAPhone(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	d := begin(kiosk, station.ForPhone)
	if !strings.HasPrefix(d.text("page"), "HTTP://192.168.1.10:8080/W/") || len(d.text("short")) != 8 {
		t.Fatalf("%v", d)
	}
	state := func() string { return kiosk.look(200, "/api/v1/drafts/"+d.text("token")).text("state") }
	page := "/W/" + d.text("short")
	phone, stranger := phoneOf(h, "10.10.0.1"), phoneOf(h, "10.10.0.2")
	form := phone.page(200, page)
	if !strings.Contains(form, "路灯不亮</textarea>") || !strings.Contains(form, "<option selected>莲池村") || state() != "opened" {
		t.Fatalf("%s: %s", state(), form)
	}
	theirs := stranger.page(200, "/W/"+strings.ToLower(d.text("short")))
	h.now = h.now.Add(10 * time.Second)
	fill := func(page string) filledForm {
		return filledForm{values: [][2]string{{"started", hiddenField(t, page, "started")}, {"category", "road"}, {"words", "路灯不亮，晚上看不见"},
			{"name", "王小兰"}, {"phone", "13812341234"}, {"consent", station.ConsentVersion}}, photos: [][]byte{[]byte("photo one")}}
	}
	wrong := fill(form)
	wrong.photos = append(wrong.photos, []byte("no picture"))
	if a := phone.post(page, wrong); a.status != 400 || !strings.Contains(a.body, "不是照片") || !strings.Contains(a.body, `name="kept"`) {
		t.Fatalf("with a bad photo: %d %s", a.status, a.body)
	}
	if a := stranger.post(page, fill(theirs)); a.status != 409 || !strings.Contains(a.body, "另一部手机") {
		t.Errorf("a second phone: %d", a.status)
	}
	a := phone.post(page, fill(form))
	if a.status != 303 || !strings.HasPrefix(a.header.Get("Location"), "/T/") {
		t.Fatalf("%d %s", a.status, a.body)
	}
	seen := kiosk.look(200, "/api/v1/drafts/"+d.text("token"))
	if seen.text("state") != "confirmed" || seen.text("code") != a.header.Get("Location")[3:15] || seen.text("words") != "" || seen["contact"] != nil {
		t.Errorf("the terminal keeps %v", seen)
	}
	m := h.matter(matter.IDFrom(d.text("client")))
	if m.State != matter.Unverified || m.Channel != matter.ByPhone || m.Deputies[0] != "d01" || len(m.Told[0].Photos) != 1 || !h.kept(m.Told[0].Photos[0]) {
		t.Errorf("%+v", m)
	}
	if a := stranger.request("GET", page, nil, ""); a.status != 404 && strings.Contains(a.body, "路灯") {
		t.Errorf("the code used up still shows: %d %s", a.status, a.body)
	}
}

// The phone only takes the pictures; the voter goes on at the terminal.
func TestADraftGetsItsPhotosFromAPhone(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	d := begin(kiosk, station.ForPhotos)
	page := "/W/" + d.text("short")
	phone := phoneOf(h, "10.10.0.1")
	started := hiddenField(t, phone.page(200, page), "started")
	h.now = h.now.Add(5 * time.Second)
	for n, body := range []string{"photo one", "photo two"} {
		a := phone.post(page+"/photos", filledForm{values: [][2]string{{"started", started}}, photos: [][]byte{[]byte(body)}})
		if a.status != 303 {
			t.Fatalf("photo %d: %d %s", n, a.status, a.body)
		}
		if back := phone.page(200, a.header.Get("Location")); hiddenField(t, back, "started") != started || !strings.Contains(back, "照片传好了") {
			t.Errorf("after photo %d: %s", n, back)
		}
	}
	if a := phone.post(page+"/photos", filledForm{values: [][2]string{{"started", started}}}); a.status != 400 || !strings.Contains(a.body, "没有收到照片") {
		t.Errorf("no photo: %d", a.status)
	}
	seen := kiosk.look(200, "/api/v1/drafts/"+d.text("token"))
	photos, _ := seen["photos"].([]any)
	if seen.text("state") != "filled" || len(photos) != 2 {
		t.Fatalf("%v", seen)
	}
	if a := kiosk.request("GET", photos[0].(string), nil, ""); a.status != 200 || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the thumb: %d", a.status)
	}
	s := lamp(d.text("client"))
	s["draft"] = d.text("token")
	got := kiosk.must(201, "POST", "/api/v1/matters", s)
	if m := h.matter(got.text("id")); len(m.Told[0].Photos) != 2 || m.State != matter.Registered {
		t.Errorf("%+v", m)
	}
	kiosk.must(200, "POST", "/api/v1/matters", fields{"client": d.text("client"), "category": "road", "words": "x", "consent": station.ConsentVersion})
}

// An officer writes for an elder, reads it back, and the elder confirms with one button (代录).
func TestAnOfficerWritesForAVoter(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	desk := h.room.Drafts()
	rung := make(chan struct{}, 16)
	defer desk.WatchDrafts(func() { rung <- struct{}{} })()
	d := begin(kiosk, station.ForStaff)
	<-rung
	waiting := desk.Drafts()
	if len(waiting) != 1 || waiting[0].Token != d.text("token") || d.text("page") != "" {
		t.Fatalf("the desk sees %v, the terminal %v", waiting, d)
	}
	token := d.text("token")
	confirm := func() (fields, answer) {
		return kiosk.send("POST", "/api/v1/drafts/"+token+"/confirm", fields{"consent": station.ConsentVersion})
	}
	if f, a := confirm(); a.status != 409 || f.text("code") != "draft_not_read_back" {
		t.Errorf("confirmed before it was written: %d", a.status)
	}
	if _, err := desk.Write(token, station.DraftText{}); station.Worded(err).Code != "draft_not_claimed" {
		t.Error(err)
	}
	if _, err := desk.Claim(token, "o1", "吴站员"); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Claim(token, "o2", "别人"); station.Worded(err).Code != "draft_taken" {
		t.Error(err)
	}
	if _, err := desk.ReadBack(token); err != nil {
		t.Errorf("reading back what the terminal already had: %v", err)
	}
	text := station.DraftText{Category: "welfare", Words: "低保没有办下来，身份证11010119900307123X", Village: "莲池村", Name: "王小兰", Phone: "13812341234", People: 1}
	if _, err := desk.Write(token, text); err != nil {
		t.Fatal(err)
	}
	seen := kiosk.look(200, "/api/v1/drafts/"+token)
	if seen.text("state") != "filled" || seen.text("written_by") != "吴站员" || seen.sub("contact").text("phone") != "138****1234" {
		t.Errorf("%v", seen)
	}
	if _, err := desk.ReadBack(token); err != nil {
		t.Fatal(err)
	}
	if _, a := kiosk.send("POST", "/api/v1/drafts/"+token+"/confirm", fields{}); a.status != 400 {
		t.Errorf("without consent: %d", a.status)
	}
	got, a := confirm()
	if a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	m := h.matter(got.text("id"))
	if m.WrittenBy != "吴站员" || m.State != matter.Registered || m.Contact.Name != "王小兰" || strings.Contains(m.Told[0].Words, "19900307") {
		t.Errorf("%+v", m)
	}
	if again, a := confirm(); a.status != 200 || again.text("code") != got.text("code") {
		t.Errorf("confirmed twice: %d %v", a.status, again)
	}
	if _, err := desk.Write(token, text); station.Worded(err).Code != "draft_confirmed" {
		t.Errorf("written after the confirmation: %v", err)
	}
	if d, err := desk.Draft(token); err != nil || d.Text.Words != "" || d.Text.Name != "" {
		t.Errorf("a confirmed draft still says %+v, %v", d.Text, err)
	}
}

// Drafts end by themselves, are bounded, and take their photos with them.
func TestDraftsEnd(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	d := begin(kiosk, station.ForPhotos)
	thumb := kiosk.photo("photo one", "?draft="+d.text("token")).text("thumb")
	kiosk.page(200, thumb)
	kiosk.must(204, "DELETE", "/api/v1/drafts/"+d.text("token"), nil)
	for _, address := range []string{thumb, "/api/v1/drafts/" + d.text("token"), "/W/" + d.text("short")} {
		if a := kiosk.request("GET", address, nil, ""); a.status != 404 {
			t.Errorf("%s after it was cleared: %d", address, a.status)
		}
	}
	d = begin(kiosk, station.ForPhone)
	h.now = h.now.Add(15 * time.Minute)
	if a := kiosk.request("GET", "/api/v1/drafts/"+d.text("token"), nil, ""); a.status != 404 {
		t.Errorf("after fifteen minutes: %d", a.status)
	}
	for range 200 {
		begin(kiosk, station.ForStaff)
	}
	if f, a := kiosk.send("POST", "/api/v1/drafts", fields{"for": "staff"}); a.status != 503 || f.text("code") != "drafts_full" {
		t.Errorf("the 201st: %d", a.status)
	}
	h.now = h.now.Add(15 * time.Minute)
	begin(kiosk, station.ForStaff)
	if left := h.room.Drafts().Drafts(); len(left) != 1 {
		t.Errorf("%d drafts left", len(left))
	}
}

// The terminal hears of a change without asking again and again, and a server that stops lets go of it.
func TestWaitingForADraft(t *testing.T) {
	h := open(t, aTown(t))
	kiosk := terminalOf(h)
	d := begin(kiosk, station.ForStaff)
	desk, token := h.room.Drafts(), d.text("token")
	if _, err := desk.Claim(token, "o1", "吴站员"); err != nil {
		t.Fatal(err)
	}
	answered := make(chan string, 1)
	wait := func() {
		a := kiosk.request("GET", "/api/v1/drafts/"+token+"?wait=25", nil, "")
		answered <- readFields(t, a).text("state")
	}
	go wait()
	heard := ""
	for n := 0; heard == ""; n++ { // the officer goes on writing until the terminal has heard of it
		if _, err := desk.Write(token, station.DraftText{Words: strings.Repeat("字", 1+n%9)}); err != nil {
			t.Fatal(err)
		}
		select {
		case heard = <-answered:
		case <-time.After(time.Millisecond):
		}
	}
	if heard != "filled" {
		t.Errorf("heard %q", heard)
	}
	go wait()
	h.room.Release()
	if got := <-answered; got != "filled" {
		t.Errorf("released with %q", got)
	}
}
