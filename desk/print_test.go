package desk

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/web/form"
)

// paper asks for a form as a page, whose words are easier to read than a PDF's.
func (w *world) paper(who, path string) reply {
	return w.send(who, http.MethodGet, "/api/v1/desk/print/"+path, "", nil)
}

// printed counts the audit's lines of one kind about a record.
func (w *world) printed(what, id string) int {
	n := 0
	for _, line := range w.store.audited() {
		if strings.HasSuffix(line, " "+what+" "+id) {
			n++
		}
	}
	return n
}

func withBase(o *Options) { o.Base = func() string { return "http://192.168.1.10:8080" } }

func TestAMatterIsPrintedWithoutItsVoterUnlessAskedFor(t *testing.T) {
	w := newWorld(t, withBase)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer noted {"text":"只给自己看"}`, `officer classified {"category":"road","grade":"urgent"}`,
		`master assigned {"lead_unit":"roads","opinion":"今天先围起来。"}`)
	page := w.paper("officer", "matter/"+id+".html")
	text := string(page.body)
	for _, want := range []string{"路口的井盖沉了", "张某某", "138****1234", "镇城建办", "今天先围起来。", "☑紧急", "何家兰", "192.168.1.10:8080", "许联络员 打印于 2026-11-23"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	for _, secret := range []string{"张三丰", "13800001234", "莲池村8号", "只给自己看", "110101199003078515"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is on the page", secret)
		}
	}
	if page.header.Get("Content-Security-Policy") != form.Policy || w.printed("printed", id) != 1 || w.printed("revealed", id) != 0 {
		t.Errorf("policy %q, audit %v", page.header.Get("Content-Security-Policy"), w.store.audited())
	}
	full := string(w.paper("officer", "matter/"+id+".html?contact=1").body)
	if !strings.Contains(full, "张三丰") || !strings.Contains(full, "莲池村8号") || w.printed("revealed", id) != 1 || w.printed("printed", id) != 2 {
		t.Errorf("asked for, the contact is not there or not audited: %v", w.store.audited())
	}
	if r := w.paper("roads", "matter/"+id+".html?contact=1"); r.status != http.StatusForbidden {
		t.Errorf("a unit got the contact: %d", r.status)
	}
}

func TestNothingIsShownThatTheAuditDidNotTake(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.store.broken = func(e station.Edit) error {
		if e.Kind == station.KindAudit {
			return station.Busy("disk_full", "磁盘满了。")
		}
		return nil
	}
	for _, path := range []string{"matter/" + id + ".html", "matter/" + id + ".pdf", "matter/" + id + ".html?contact=1"} {
		if r := w.paper("officer", path); r.status < 500 || bytes.Contains(r.body, []byte("井盖")) {
			t.Errorf("%s: %d", path, r.status)
		}
	}
}

func TestEveryFormComesAsPDFAndEmpty(t *testing.T) {
	w := newWorld(t, withBase)
	id := w.register(manhole).ID
	w.put(station.KindSession, "s1", &station.ReceptionSession{ID: "s1", Date: "2026-11-23", Deputies: []string{"d1"}})
	w.put(station.KindSuggestion, "g1", &station.Suggestion{ID: "g1", Title: "装路灯", LeadDeputy: "d1"})
	for _, path := range []string{"matter/" + id, "receipt/" + id, "session/s1", "suggestion/g1", "matter/new.pdf?blank=1", "session/new.pdf?blank=1",
		"suggestion/new.pdf?blank=1", "receipt/new.pdf?blank=1"} {
		if !strings.Contains(path, ".pdf") {
			path += ".pdf"
		}
		r := w.paper("officer", path)
		if r.status != http.StatusOK || r.header.Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(r.body, []byte("%PDF-")) {
			t.Errorf("%s: %d %s", path, r.status, r.detail)
		}
		if !strings.HasPrefix(r.header.Get("Content-Disposition"), "inline; filename*=UTF-8''%") {
			t.Errorf("%s: %s", path, r.header.Get("Content-Disposition"))
		}
	}
	if n := w.printed("printed", "new"); n != 0 {
		t.Errorf("empty forms are in the audit %d times", n)
	}
	if r := w.paper("officer", "style/"+form.StyleName); !bytes.Equal(r.body, form.Style()) {
		t.Errorf("the style sheet: %d", r.status)
	}
}

func TestWhoMayNotSeeAMatterCannotPrintIt(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.put(station.KindSession, "s1", &station.ReceptionSession{ID: "s1", Date: "2026-11-23", Deputies: []string{"d1"}})
	w.put(station.KindSuggestion, "g1", &station.Suggestion{ID: "g1", Title: "装路灯", LeadDeputy: "d1"})
	for path, code := range map[string]string{
		"matter/" + id + ".pdf": "matter_not_found", "answer/" + id + ".pdf": "matter_not_found", "receipt/" + id + ".html": "matter_not_found",
		"session/s1.html": "forbidden", "suggestion/g1.html": "suggestion_not_found",
	} {
		if r := w.paper("water", path); r.code != code {
			t.Errorf("%s for another unit: %d %s", path, r.status, r.code)
		}
	}
	for _, path := range []string{"matter/" + id, "matter/" + id + ".docx", "letter/x.pdf", "matter/.pdf", "style/other.css"} {
		if r := w.paper("officer", path); r.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.status)
		}
	}
}

func TestOnlyTheOneWhoWroteItDownGetsTheCodeAndOnlyAtOnce(t *testing.T) {
	w := newWorld(t, withBase)
	made := w.register(manhole)
	digits := strings.ReplaceAll(made.Code, " ", "")
	bare := strings.NewReplacer("<b>", "", "</b>", "", "<span>", "", "</span>", "", " ", "")
	has := func(who string) bool {
		return strings.Contains(bare.Replace(string(w.paper(who, "receipt/"+made.ID+".html").body)), digits)
	}
	if !has("officer") || has("master") {
		t.Errorf("the officer sees the code: %v, the master: %v", has("officer"), has("master"))
	}
	w.store.pass(time.Hour + time.Minute)
	if has("officer") {
		t.Error("the code is still printed after an hour")
	}
}

func TestTheAnswerCardNamesNobodyAndWaitsForAnAnswer(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	if r := w.paper("officer", "answer/"+id+".html"); r.code != "not_answered" {
		t.Errorf("a card without an answer: %d %s", r.status, r.code)
	}
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`,
		"roads replied "+replied)
	text := string(w.paper("officer", "answer/"+id+".html?contact=1").body)
	if !strings.Contains(text, "井盖已经换新。") || !strings.Contains(text, "不满意") || strings.Contains(text, "张") || w.printed("revealed", id) != 0 {
		t.Errorf("the card: %s", text)
	}
}

func TestTheRegisterShowsTheMattersOfItsDay(t *testing.T) {
	w := newWorld(t)
	w.put(station.KindSession, "s1", &station.ReceptionSession{ID: "s1", Number: "2026-11", Date: "2026-11-23", Deputies: []string{"d1"}})
	w.register(strings.Replace(manhole, `"letter"`, `"reception","session":"s1","visitor":2`, 1))
	w.register(strings.Replace(strings.Replace(manhole, `"letter"`, `"reception","session":"s1","visitor":1`, 1), "00001", "00002", 1))
	text := string(w.paper("master", "session/s1.html").body)
	if strings.Count(text, "张某某") != 2 || strings.Contains(text, "张三丰") || !strings.Contains(text, "2026年11月23日") {
		t.Errorf("the register: %s", text)
	}
	if first, second := strings.Index(text, "-000002"), strings.Index(text, "-000001"); first < 0 || second < first {
		t.Errorf("visitors are not in their order: %d %d", first, second)
	}
}

func TestHTMLInAFieldIsText(t *testing.T) {
	w := newWorld(t)
	const evil = `<script>alert(1)</script><img src=x onerror=y>`
	id := w.register(strings.NewReplacer("东横街", evil, "路口的井盖沉了", evil, `"category":"road"`, `"category":"road","title":"`+evil+`"`, "张三丰", "<b>三").Replace(manhole)).ID
	page := w.paper("officer", "matter/"+id+".html?contact=1")
	if page.status != http.StatusOK || bytes.Contains(page.body, []byte("<script")) || bytes.Contains(page.body, []byte("<img")) || bytes.Contains(page.body, []byte("<b>三")) {
		t.Errorf("%d %s", page.status, page.body)
	}
}
