package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/desk/casework"
	"lianzhan/station"
)

const manhole = `{"client":"manhole-client-00001","channel":"letter","category":"road","words":"路口的井盖沉了，我身份证110101199003078515，晚上看不见。",
"village":"莲池村","place":"东横街","deputies":["d1"],"people":30,"contact":{"name":"张三丰","phone":"13800001234","address":"莲池村8号"},"consent":"` + station.ConsentVersion + `"}`

// register writes the manhole down and returns its id.
func (w *world) register(body string) casework.Registered {
	w.t.Helper()
	return answered[casework.Registered](w.t, w.must("officer", http.MethodPost, "/matters", body))
}

func (w *world) detail(who, id string) casework.Detail {
	w.t.Helper()
	return answered[casework.Detail](w.t, w.must(who, http.MethodGet, "/matters/"+id, ""))
}

// move writes an event as somebody who has just looked at the matter.
func (w *world) move(who, id, kind, data string) reply {
	w.t.Helper()
	return w.ask(who, http.MethodPost, "/matters/"+id+"/events", fmt.Sprintf(`{"type":%q,"data":%s}`, kind, data))
}

// walk takes a matter along some steps, "who type data" each, none of which may fail.
func (w *world) walk(id string, steps ...string) {
	w.t.Helper()
	for _, s := range steps {
		part := strings.SplitN(s, " ", 3)
		if r := w.move(part[0], id, part[1], part[2]); r.status >= 300 {
			w.t.Fatalf("%s: %d %s", s, r.status, r.body)
		}
	}
}

const replied = `{"class":"A","form":"written","decided":"井盖已经换新。","by":{"name":"贾主任"}}`

func TestAMatterFromALetterToTheArchive(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`,
		`master assigned {"lead_unit":"roads","opinion":"今天先围起来。"}`, "roads handling {}", "roads replied "+replied,
		`officer fed_back {"how":"call"}`, `deputy rated {"satisfaction":"satisfied","via":"call"}`, "officer closed {}",
		`officer archived {"volume":"2026-01"}`)
	d := w.detail("officer", id)
	if d.Row.State != "archived" || d.Row.Unapplied != 0 || d.Row.Satisfaction != "satisfied" || d.Matter.Reply().By.Unit != "roads" {
		t.Fatalf("%+v", d.Row)
	}
	for _, line := range d.Timeline {
		if line.By == "" || line.Title == "" || !line.Applied {
			t.Errorf("a line without who or what: %+v", line)
		}
	}
}

func TestTheSessionSaysWhoActs(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	forged := `{"type":"accepted","data":{},"by":{"role":"station_master","name":"冒名"}}`
	if r := w.ask("officer", http.MethodPost, "/matters/"+id+"/events", forged); r.status != http.StatusUnprocessableEntity && r.status != http.StatusBadRequest {
		t.Errorf("a request that says who acts got %d", r.status)
	}
	w.walk(id, "master accepted {}")
	timeline := w.detail("master", id).Timeline
	if last := timeline[len(timeline)-1]; last.By != "站长 傅站长" {
		t.Errorf("the books say %q did it", last.By)
	}
}

func TestAnOldPageIsToldSo(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	base := w.detail("master", id).Row.Revision
	w.walk(id, "master accepted {}")
	body := fmt.Sprintf(`{"type":"noted","data":{"text":"看过了"},"base":%q}`, base)
	if r := w.ask("officer", http.MethodPost, "/matters/"+id+"/events", body); r.status != http.StatusConflict || r.code != "record_changed" {
		t.Errorf("an old base got %d %s", r.status, r.code)
	}
	if r := w.move("master", id, "accepted", "{}"); r.status != http.StatusConflict || r.code != "step_not_possible" {
		t.Errorf("accepting twice got %d %s", r.status, r.code)
	}
}

func TestEveryStepOfferedIsTaken(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`)
	for who, want := range map[string]string{"roads": "handling replied sent_back", "deputy": "contact deputy_view told", "legal": "advised"} {
		var may []string
		for _, kind := range w.detail(who, id).May {
			may = append(may, string(kind))
		}
		if got := strings.Join(may, " "); got != want {
			t.Errorf("%s may %q, want %q", who, got, want)
		}
	}
}

func TestWhatIsMaskedIsGivenOutOnlyAgainstALine(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	if c := w.detail("officer", id).Contact; c == nil || c.Name != "张某某" || c.Phone != "138****1234" || c.Address != "" {
		t.Fatalf("%+v", c)
	}
	got := answered[casework.Contact](t, w.must("officer", http.MethodPost, "/matters/"+id+"/reveal", `{"reason":"电话核实地点"}`))
	if got.Phone != "13800001234" || got.Name != "张三丰" || got.Address != "莲池村8号" {
		t.Errorf("%+v", got)
	}
	if lines := strings.Join(w.store.audited(), "\n"); !strings.Contains(lines, "account:a-officer revealed "+id) {
		t.Errorf("the audit holds %s", lines)
	}
	if r := w.ask("officer", http.MethodPost, "/matters/"+id+"/reveal", `{"reason":" "}`); r.status < 400 {
		t.Error("given out without a reason")
	}
	w.store.broken = func(e station.Edit) error {
		if e.Kind == station.KindAudit {
			return station.Busy("disk_write_failed", "没有存上。")
		}
		return nil
	}
	if r := w.ask("officer", http.MethodPost, "/matters/"+id+"/reveal", `{"reason":"电话核实地点"}`); r.status != http.StatusServiceUnavailable ||
		strings.Contains(string(r.body), "13800001234") {
		t.Errorf("given out without a line in the audit: %d %s", r.status, r.body)
	}
}

func TestOneVisitorWithSeveralIssuesMakesSeveralMatters(t *testing.T) {
	w := newWorld(t)
	visit := strings.TrimSuffix(manhole, "}") + `,"issues":[{"category":"waste","words":"垃圾没人清。"},{"category":"water","words":"水管漏水。"}]}`
	type visitAnswer struct {
		casework.Registered
		More []casework.Registered `json:"more"`
	}
	first := answered[visitAnswer](t, w.must("officer", http.MethodPost, "/matters", visit))
	again := answered[visitAnswer](t, w.must("officer", http.MethodPost, "/matters", visit))
	if len(first.More) != 2 || first.Number != "000000103-2026-000001" || first.More[1].Number != "000000103-2026-000003" ||
		first.Code == first.More[0].Code || len(first.Code) != 12 {
		t.Fatalf("%+v", first)
	}
	if raw, _ := json.Marshal(again); again.Code != first.Code || again.More[1].ID != first.More[1].ID || len(w.rows("officer", "").Items) != 3 {
		t.Errorf("the same visit again: %s", raw)
	}
	if len(first.Masked) != 1 || strings.Contains(w.detail("officer", first.ID).Words[0].Words, "19900307") {
		t.Errorf("an identity number was kept: %v", first.Masked)
	}
}

func TestWhoIsNotSatisfiedNeedNotAskTwice(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	w.walk(id, "master accepted {}", `officer classified {"category":"road","grade":"urgent"}`, `master assigned {"lead_unit":"roads"}`,
		"roads replied "+replied, `officer fed_back {"how":"call"}`)
	w.store.pass(time.Hour)
	w.walk(id, `deputy rated {"satisfaction":"unsatisfied","via":"call"}`)
	if row := w.detail("officer", id).Row; row.State != "redo" || row.Due == nil || row.Due.Step != "redo" {
		t.Fatalf("%+v", row)
	}
	w.walk(id, "roads replied "+replied, `officer fed_back {"how":"call"}`, `deputy rated {"satisfaction":"unsatisfied","via":"call"}`)
	if row := w.detail("officer", id).Row; row.State != "rated" {
		t.Errorf("sent back a second time: %+v", row)
	}
}

func TestManyAtOnceAndEachByItself(t *testing.T) {
	w := newWorld(t)
	one, two := w.register(manhole).ID, w.register(strings.Replace(manhole, "00001", "00002", 1)).ID
	w.walk(one, "master accepted {}")
	body := fmt.Sprintf(`{"ids":[%q,%q,"nobody"],"type":"accepted","data":{}}`, one, two)
	items := answered[struct {
		Items []struct {
			ID   string
			OK   bool
			Code string
		}
	}](t, w.must("master", http.MethodPost, "/matters/bulk", body)).Items
	if len(items) != 3 || items[0].Code != "step_not_possible" || !items[1].OK || items[2].Code != "matter_not_found" {
		t.Errorf("%+v", items)
	}
}

// Who names no revision is not troubled with what others write in the same moment; who names one is.
func TestThoseWhoWriteAtOnceAreAllHeard(t *testing.T) {
	w := newWorld(t)
	id := w.register(manhole).ID
	const rounds = 30
	var all sync.WaitGroup
	for _, who := range []string{"officer", "master"} {
		all.Go(func() {
			for n := range rounds {
				if r := w.move(who, id, "noted", fmt.Sprintf(`{"text":"第%d次去看"}`, n)); r.status >= 300 {
					t.Errorf("%s, %d: %d %s", who, n, r.status, r.body)
				}
			}
		})
	}
	all.Wait()
	before := w.detail("officer", id).Row.Revision
	w.walk(id, "master accepted {}")
	r := w.ask("officer", http.MethodPost, "/matters/"+id+"/events", fmt.Sprintf(`{"type":"noted","data":{"text":"路滑"},"base":%q}`, before))
	if r.code != "record_changed" {
		t.Errorf("after another's step: %d %s", r.status, r.body)
	}
}
