package kiosk

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"lianzhan/station"
)

type deputyAnswers = list[deputyItem]

func TestAnAnswerIsNeverOlderThanACommit(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	for i := range 20 {
		name := fmt.Sprintf("第%d代表小组", i)
		w.put(t, &station.Group{ID: "g1", Name: name})
		if got := read[deputyItem](h, "/api/v1/deputies/d01").Group; got != name {
			t.Fatalf("after the commit of %q a deputy is told %q", name, got)
		}
		if got := read[deputyAnswers](h, "/api/v1/deputies").Items[0].Group; got != name {
			t.Fatalf("after the commit of %q the list tells %q", name, got)
		}
		if got := read[deputyAnswers](h, "/api/v1/deputies?q="+"lhh").Items[0].Group; got != name {
			t.Fatalf("after the commit of %q the search tells %q", name, got)
		}
	}
}

// The index knows groups and stations by name, so it must hear of a new name too.
func TestTheSearchKnowsNewNames(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	for words, thing := range map[string]station.Thing{
		"夜校":  &station.Group{ID: "g1", Name: "夜校小组"},
		"廊桥":  &station.Station{ID: "s2", Code: code(102), Name: "廊桥联络点"},
		"放映员": &station.Deputy{ID: "d04", Code: code(4), Name: "冼百川", Posts: []string{"放映员"}, Memberships: deputies()[3].(*station.Deputy).Memberships},
	} {
		address := "/api/v1/deputies?" + escaped("q="+words)
		if got := read[deputyAnswers](h, address).Total; got != 0 {
			t.Fatalf("%q is found %d times beforehand", words, got)
		}
		w.put(t, thing)
		if got := read[deputyAnswers](h, address).Total; got == 0 {
			t.Errorf("%q is not found after its commit", words)
		}
	}
}

func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	h.get("/api/v1/deputies")
	views, records := w.views, w.read
	h.get("/api/v1/deputies?q=s")
	h.get("/api/v1/activities")
	if w.views != views {
		t.Errorf("the store was opened %d times with nothing changed", w.views-views)
	}
	w.put(t, &station.Project{ID: "p9", Year: 2026, Name: "新桥", Public: true})
	h.get("/api/v1/projects")
	if w.views != views+1 || w.read != records+1 {
		t.Errorf("one record changed: %d views, %d records read", w.views-views, w.read-records)
	}
}

func TestARemovedRecordIsGone(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	h.get("/api/v1/deputies/d02")
	w.write(t, change(station.OpDelete, station.KindDeputy, "d02", nil))
	if a := h.ask("GET", "/api/v1/deputies/d02"); a.status != http.StatusNotFound || !strings.Contains(a.body, "deputy_not_found") {
		t.Errorf("a removed deputy: %d %s", a.status, a.body)
	}
	if body := h.get("/api/v1/suggestions"); strings.Contains(body, "单美光") {
		t.Error("a removed deputy is still named with a suggestion")
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	var d stale
	for i := range 2 * mostStale {
		d.add([]station.Ref{{Kind: station.KindArticle, ID: fmt.Sprint(i)}})
	}
	if refs, all, _ := d.take(); !all || len(refs) > mostStale {
		t.Errorf("all %v and %d names", all, len(refs))
	}
}

func TestTooManyChangesReadEverything(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	h.get("/api/v1/deputies")
	var crowd []station.Thing
	for i := range mostStale + 1 {
		crowd = append(crowd, &station.Article{ID: fmt.Sprintf("x%d", i), Kind: station.News, Title: "新闻", Public: true})
	}
	w.put(t, crowd...)
	if got := read[list[articleItem]](h, "/api/v1/articles").Total; got != mostStale+1+2 {
		t.Errorf("%d articles", got)
	}
}

// A disk that fails for a moment must not make the room forget what it still has to read.
func TestAFailedReadIsMadeUpFor(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	h.get("/api/v1/projects")
	w.put(t, &station.Project{ID: "p9", Year: 2026, Name: "新桥", Public: true})
	w.broken = errors.New("input/output error")
	if a := h.ask("GET", "/api/v1/projects"); a.status != 500 || strings.Contains(a.body, "input/output") {
		t.Errorf("while the disk fails: %d %s", a.status, a.body)
	}
	w.broken = nil
	if body := h.get("/api/v1/projects"); !strings.Contains(body, "新桥") {
		t.Error("the change was forgotten")
	}
}

// A record from a newer version that cannot be read is left out; everything else is still answered.
func TestAnUnreadableRecordIsLeftOut(t *testing.T) {
	w := aTown(t)
	w.write(t, change(station.OpPut, station.KindDeputy, "d02", []byte(`{"posts":7}`)),
		change(station.OpPut, station.KindReception, "r1", []byte(`{"pattern":{"kind":"moon"}}`)))
	h := open(t, w)
	if got := read[deputyAnswers](h, "/api/v1/deputies").Total; got != 4 {
		t.Errorf("%d deputies", got)
	}
	if got := read[receptionList](h, "/api/v1/receptions").Items; len(got) != 1 || got[0].Rule != "r2" {
		t.Errorf("receptions %v", got)
	}
}

// Visitors and writers at once: whoever asks after a commit was acknowledged sees it. Run with -race.
func TestManyVisitorsWhileWriting(t *testing.T) {
	w := aTown(t)
	h := open(t, w)
	var visitors sync.WaitGroup
	for v := range 4 {
		visitors.Go(func() {
			for i := range 30 {
				id := fmt.Sprintf("v%d-%d", v, i)
				w.put(t, &station.Group{ID: id, Name: id})
				e, err := h.room.catalogue.open()
				if err != nil || e.groupName(id) != id {
					t.Errorf("%s is not there after its commit: %v", id, err)
				}
			}
		})
	}
	visitors.Wait()
}

func TestCloseStopsListening(t *testing.T) {
	w := aTown(t)
	room := New(Options{Store: w, Base: func() string { return "" }, Now: func() station.Reading { return station.Reading{Time: morning} }})
	room.Close()
	if len(w.watchers) != 0 {
		t.Error("a closed room still listens")
	}
}
