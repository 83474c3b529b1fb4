//go:build stories

package tests

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"lianzhan/station"
)

// A manhole cover is gone before the school gate. The whole way: kiosk, acceptance, unit, reply, verdict, archive; and at
// each step the voter, the desk, the public and the wall see what is theirs to see.
func TestManholeFromMouthToArchive(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit, station.RoleDeputy)
	wall, kiosk, phone := s.watch("hall"), s.kiosk("127.0.0.2"), s.caller("127.0.0.3")

	r := kiosk.tell("学校门口的井盖不见了，孩子放学要绕着走。", fields{"village": "莲池村", "place": "小学门前", "deputies": []string{deputyCode},
		"contact": fields{"name": "秦溪苇", "phone": "13711110001"}, "people": 300})
	f := phone.stands(r.Code, "registered")
	counted(t, f)
	if f.Words != nil || f.Contact == nil || strings.Contains(f.Contact.Name+f.Contact.Phone, "溪苇") || strings.Contains(f.Contact.Phone, "1111") {
		t.Errorf("the code shows %+v %+v", f.Words, f.Contact)
	}
	d := o.officer().detail(r.ID)
	if len(d.Words) != 1 || !strings.Contains(d.Words[0].Words, "绕着走") || strings.Contains(d.Contact.Name+d.Contact.Phone, "溪苇") {
		t.Errorf("the officer sees %+v %+v", d.Words, d.Contact)
	}
	o.unit().refused(http.StatusNotFound, "matter_not_found", "GET", "/api/v1/desk/matters/"+r.ID, nil)
	o.officer().cannot(r.ID, "accepted", nil, http.StatusForbidden, "forbidden")
	o.master.cannot(r.ID, "closed", nil, http.StatusConflict, "step_not_possible")
	o.master.cannot(r.ID, "archived", fields{"volume": "一"}, http.StatusConflict, "step_not_possible")

	o.handOn(r.ID, roadUnit)
	wall.until("an open promise", func(b board) bool { return b.open() == 1 })
	if text := wall.last(); strings.Contains(text, "绕着走") || strings.Contains(text, "井盖") {
		t.Errorf("the wall tells a matter that was not released: %s", text)
	}
	counted(t, phone.stands(r.Code, "assigned"))
	o.unit().does(r.ID, "handling", nil)
	o.people[station.RoleDeputy].cannot(r.ID, "replied", reply("A", "已换上新井盖。"), http.StatusForbidden, "forbidden")
	o.unit().does(r.ID, "replied", reply("A", "已换上防盗井盖，旁边加了警示桩。"))
	o.master.cannot(r.ID, "archived", fields{"volume": "一"}, http.StatusConflict, "step_not_possible")
	o.officer().does(r.ID, "fed_back", fields{"how": "phone"})

	f = phone.stands(r.Code, "fed_back")
	if f.Reply == nil || !strings.Contains(f.Reply.Decided, "防盗井盖") || f.Reply.By.Unit != "镇城建办" || f.Reply.Call == "" || !f.Rateable {
		t.Errorf("the answer card is %+v", f.Reply)
	}
	phone.refused(http.StatusBadRequest, "satisfaction_unknown", "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "delighted"})
	phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "satisfied", "words": "办得快"})
	phone.refused(http.StatusConflict, "", "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "unsatisfied"})

	publishAndWithdraw(t, o, wall, r)

	o.officer().does(r.ID, "closed", nil)
	o.officer().does(r.ID, "rechecked", fields{"after": 30, "holds": true, "text": "井盖完好"})
	o.officer().does(r.ID, "archived", fields{"volume": "2026年第1卷"})
	phone.stands(r.Code, "archived")
	d = o.officer().detail(r.ID)
	if !inOrder(d.steps(), "registered", "told", "accepted", "classified", "assigned", "handling", "replied", "fed_back", "rated",
		"public_drafted", "public_released", "public_withdrawn", "closed", "rechecked", "archived") {
		t.Errorf("the timeline is %v", d.steps())
	}
	for _, line := range d.Timeline {
		if line.At == "" || line.By == "" || line.Title == "" {
			t.Errorf("a line without when, who or what: %+v", line)
		}
	}
	s.run("verify")
}

// publishAndWithdraw writes a text for the public, lets a second person release it, and takes it back: in that order the
// wall, the list and the display's first data show it and lose it.
func publishAndWithdraw(t *testing.T, o *office, wall *watcher, r receipt) {
	t.Helper()
	phone := o.s.caller("127.0.0.4")
	const title = "小学门前换上新井盖"
	draft := fields{"title": title, "text": "井盖缺失，已更换防盗井盖。", "place": "莲池村", "result": "两天内换好"}
	o.officer().cannot(r.ID, "public_drafted", fields{"title": title, "text": "找秦溪苇，电话13711110001"}, http.StatusBadRequest, "public_text_personal")
	o.officer().does(r.ID, "public_drafted", draft)
	phone.refused(http.StatusNotFound, "", "GET", "/api/v1/matters/"+r.ID, nil)
	phone.refused(http.StatusNotFound, "", "POST", "/api/v1/matters/"+r.ID+"/me-too", fields{})
	o.officer().cannot(r.ID, "public_released", nil, http.StatusForbidden, "forbidden")
	if strings.Contains(wall.all(), title) {
		t.Error("the wall shows a draft")
	}
	o.master.does(r.ID, "public_released", nil)
	wall.until("the released text", func(b board) bool { return strings.Contains(b.raw, title) })
	if list := string(phone.want(http.StatusOK, "GET", "/api/v1/matters?solved=false", nil).body); !strings.Contains(list, title) {
		t.Errorf("the public list is %s", list)
	}
	for range 3 { // one voter counts once
		phone.want(http.StatusOK, "POST", "/api/v1/matters/"+r.ID+"/me-too", fields{})
	}
	other := o.s.caller("127.0.0.5")
	if n := told[struct {
		MeToo int `json:"me_too"`
	}](other, other.want(http.StatusOK, "POST", "/api/v1/matters/"+r.ID+"/me-too", fields{})).MeToo; n != 2 {
		t.Errorf("two voters said me too, counted %d", n)
	}
	o.officer().does(r.ID, "public_withdrawn", fields{"reason": "照片里有人脸"})
	for _, path := range []string{"/api/v1/matters", "/api/v1/matters?solved=true", "/api/v1/matter-options", "/display/hall"} {
		if strings.Contains(string(phone.want(http.StatusOK, "GET", path, nil).body), title) {
			t.Errorf("%s still shows what was withdrawn", path)
		}
	}
	phone.refused(http.StatusNotFound, "", "GET", "/api/v1/matters/"+r.ID, nil)
	wall.until("a wall without the text", func(b board) bool { return !strings.Contains(b.raw, title) })
}

// counted holds a promise against its own sentence: the day, the days left and the counting agree.
func counted(t *testing.T, f followed) {
	t.Helper()
	if f.Next == nil {
		t.Fatalf("%s: nothing is promised in state %s", f.Number, f.State)
	}
	due, err := time.ParseInLocation("2006-01-02", f.Next.Due, station.Zone)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(station.Zone)
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, station.Zone)
	if left := int(due.Sub(today).Hours() / 24); left != f.Next.DaysLeft || left <= 0 {
		t.Errorf("%s: %s is %d days away, %d days are said to be left", f.Number, f.Next.Due, left, f.Next.DaysLeft)
	}
	said := regexp.MustCompile(`\d+月\d+日`).FindAllString(f.Next.How, -1)
	if want := fmt.Sprintf("%d月%d日", due.Month(), due.Day()); len(said) == 0 || said[len(said)-1] != want || f.Next.Basis == "" {
		t.Errorf("%s: due %s, counted %q on the ground of %q", f.Number, f.Next.Due, f.Next.How, f.Next.Basis)
	}
}

// board is what a wall was told, as text and as far as the stories look into it.
type board struct {
	raw   string
	Board struct {
		Pages []struct {
			Kind             string
			Open, Late       int
			Headline, Lines  []string
			Items            []struct{ Title, Unit string }
			Solved           int
			Place, Rating    string
			Title, Unit, Day string
		}
	}
}

// open is the figure of the promise page, -1 when there is none.
func (b board) open() int {
	for _, p := range b.Board.Pages {
		if p.Kind == "promise" {
			return p.Open
		}
	}
	return -1
}

// watcher is a wall that writes down everything it is sent.
type watcher struct {
	t    *testing.T
	conn *websocket.Conn
	seen []string
}

func (s *live) watch(screen string) *watcher {
	s.t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(fmt.Sprintf("ws://127.0.0.1:%d/ws/screens/%s?width=1920&height=1080", s.port, screen), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { conn.Close() })
	return &watcher{t: s.t, conn: conn}
}

// until reads boards until one holds. Each commit before the call is in some board that comes.
func (w *watcher) until(what string, holds func(board) bool) {
	w.t.Helper()
	w.conn.SetReadDeadline(time.Now().Add(15 * time.Second))
	for {
		_, raw, err := w.conn.ReadMessage()
		if err != nil {
			w.t.Fatalf("the wall never showed %s: %v; last %.400s", what, err, w.last())
		}
		var b board
		if err := json.Unmarshal(raw, &b); err != nil {
			w.t.Fatalf("%v in %.200s", err, raw)
		}
		if b.Board.Pages == nil {
			continue
		}
		b.raw = string(raw)
		w.seen = append(w.seen, b.raw)
		if holds(b) {
			return
		}
	}
}

func (w *watcher) all() string { return strings.Join(w.seen, "\n") }

func (w *watcher) last() string {
	if len(w.seen) == 0 {
		return ""
	}
	return w.seen[len(w.seen)-1]
}
