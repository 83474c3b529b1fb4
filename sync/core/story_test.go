package core_test

import (
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/core"
)

func TestAVillagesWordReachesTheCountyAndNoSibling(t *testing.T) {
	h, c, town, one, two := county(t)
	one.write(article("a", "村里的事"))
	c.write(article("b", "县里的事"))
	h.settle()
	for _, b := range []*box{c, town, one} {
		if b.title("a") != "村里的事" {
			t.Errorf("%s does not have the village's article", b.device)
		}
	}
	if two.title("a") != "" {
		t.Error("the sibling was told")
	}
	for _, b := range h.boxes {
		if b.title("b") != "县里的事" {
			t.Errorf("%s does not have the county's article", b.device)
		}
	}
}

func TestPersonalWordsStayAndAreDisclosedToOneBox(t *testing.T) {
	h, c, town, one, two := county(t)
	personal := station.Edit{Kind: station.KindMatter, ID: "m", Op: station.OpEvent, Class: station.Personal, Fields: []byte(`{"type":"told","data":{"words":"SECRET"}}`)}
	one.write(personal)
	var said station.Entry
	_ = one.Inspect(func(l station.Ledger) error {
		history, err := l.History(station.Ref{Kind: station.KindMatter, ID: "m"})
		said = history[0]
		return err
	})
	h.settle()
	for _, b := range []*box{c, town, two} {
		for _, e := range b.history(station.KindMatter, "m") {
			if strings.Contains(string(e.Body), "SECRET") {
				t.Fatalf("%s reads what is personal", b.device)
			}
		}
	}
	one.write(disclosed("m", "county", said))
	h.settle()
	if got := c.history(station.KindMatter, "m"); len(got) != 2 || string(got[0].Body) != string(said.Body) {
		t.Errorf("the county cannot read what was disclosed to it: %v", got)
	}
	if got := town.history(station.KindMatter, "m"); len(got) != 2 || got[0].Body != nil {
		t.Errorf("the town reads what was disclosed to the county: %v", got)
	}
}

func TestTheCountyDropsItsCopyOnceTheStationHasIt(t *testing.T) {
	h, c, _, one, _ := county(t)
	c.write(at("/c/t/v1", station.Edit{Kind: station.KindMatter, ID: "m", Op: station.OpEvent, Class: station.Personal, Fields: []byte(`{"type":"told","data":{"words":"SECRET"}}`)}))
	said := c.history(station.KindMatter, "m")[0]
	c.write(at("/c/t/v1", disclosed("m", "one", said)))
	h.settle()
	if got := one.history(station.KindMatter, "m"); len(got) != 2 || string(got[0].Body) != string(said.Body) {
		t.Errorf("the station cannot read the message left for it: %v", got)
	}
	if got := c.history(station.KindMatter, "m"); got[0].Body != nil {
		t.Error("the county kept its plain copy")
	}
}

func TestAMoveIsRetractedHereAndGrantedThere(t *testing.T) {
	h, c, _, one, two := county(t)
	one.write(article("a", "一"))
	h.settle()
	move, err := station.MoveTo(station.KindArticle, "a", "/c/t/v2")
	if err != nil {
		t.Fatal(err)
	}
	one.write(article("a", "二")) // not sent yet
	c.write(move)
	h.settle()
	if one.title("a") != "" {
		t.Error("the old village kept it")
	}
	if two.title("a") != "二" || c.title("a") != "二" {
		t.Errorf("the new village has %q, the county %q", two.title("a"), c.title("a"))
	}
	back, _ := station.MoveTo(station.KindArticle, "a", "/c/t/v1")
	c.write(back)
	h.settle()
	if one.title("a") != "二" || two.title("a") != "" {
		t.Errorf("back again: %q and %q", one.title("a"), two.title("a"))
	}
	_ = c.Inspect(func(l station.Ledger) error {
		children, err := core.Children(l)
		for _, child := range children {
			if child.Orders != 0 {
				t.Errorf("%s did not carry out %d orders", child.Device, child.Orders)
			}
		}
		return err
	})
}

func TestALyingClockIsJudgedOnceForAll(t *testing.T) {
	h, c, town, one, _ := county(t)
	town.trust = station.TrustRTC
	one.skew = 70 * 365 * 24 * 3600e9
	one.write(article("a", "from 2096"))
	one.skew = 0
	h.settle()
	c.write(at("/c/t/v1", article("a", "later")))
	h.settle()
	for _, b := range []*box{c, town, one} {
		if b.title("a") != "later" {
			t.Errorf("%s: a clock of 2096 won", b.device)
		}
		for _, e := range b.history(station.KindArticle, "a") {
			if e.Time().Time().After(h.now.Add(3 * 60e9)) {
				t.Errorf("%s: effective time %v", b.device, e.Time().Time())
			}
		}
	}
}

func TestARestoredCountyIsHealed(t *testing.T) {
	h, c, town, one, two := county(t)
	one.write(article("a", "一"))
	h.settle()
	backup := c.Snapshot()
	one.write(article("b", "二"))
	c.write(article("k", "县"), at("/c/t/v1", article("k1", "县给一村")))
	two.write(article("d", "四"))
	h.settle()
	c.Restore(backup, true)
	if !c.Start() {
		t.Fatal("the restore went unnoticed")
	}
	one.write(article("e", "五"))
	h.settle()
	for id, want := range map[string]string{"a": "一", "b": "二", "k": "县", "k1": "县给一村", "d": "四", "e": "五"} {
		if c.title(id) != want {
			t.Errorf("the county has %s = %q, want %q", id, c.title(id), want)
		}
	}
	_ = town
}

func TestARestoredVillageGetsBackWhatItSaid(t *testing.T) {
	h, _, _, one, _ := county(t)
	backup := one.Snapshot()
	one.write(article("b", "二"))
	h.settle()
	one.Restore(backup, false) // the whole disk: nothing on it tells
	one.up.peer = core.Peer{}
	h.settle()
	if one.title("b") != "二" {
		t.Error("what the village lost did not come back")
	}
	one.write(article("c", "三"))
	h.settle()
	if h.boxes[0].title("c") != "三" {
		t.Error("the village is not heard after its restore")
	}
}

func TestAClonedDiskForksAndEnrolsAgain(t *testing.T) {
	h, c, town, one, _ := county(t)
	clone := h.box("one", "/c/t/v1")
	clone.key = one.key
	clone.Restore(one.Snapshot(), false)
	clone.up = &session{parent: town, peer: one.up.peer}
	one.write(article("a", "甲"))
	h.silence(clone)
	clone.write(article("b", "乙"))
	clone.push()
	var status int
	_ = town.Inspect(func(l station.Ledger) error {
		children, err := core.Children(l)
		for _, child := range children {
			if child.Forked {
				status++
			}
		}
		return err
	})
	if status != 1 {
		t.Fatalf("%d forks seen", status)
	}
	clone.device = "clone"
	clone.key = h.box("spare", "/").key
	clone.Become("clone")
	town.node("n3", "/c/t/v3")
	h.enrol(town, clone, "n1", "/c/t/v1")
	clone.write(article("c", "丙"))
	for range 8 {
		clone.push()
		clone.pull()
		town.push()
		town.pull()
	}
	for id, want := range map[string]string{"a": "甲", "b": "乙", "c": "丙"} {
		if c.title(id) != want || town.title(id) != want || clone.title(id) != want {
			t.Errorf("%s: county %q, town %q, clone %q, want %q", id, c.title(id), town.title(id), clone.title(id), want)
		}
	}
}

// silence lets everybody but one fall silent.
func (h *house) silence(quiet *box) {
	up := quiet.up
	quiet.up = nil
	h.settle()
	quiet.up = up
}

func (b *box) history(kind station.Kind, id string) (entries []station.Entry) {
	b.h.t.Helper()
	_ = b.Inspect(func(l station.Ledger) (err error) {
		entries, err = l.History(station.Ref{Kind: kind, ID: id})
		return err
	})
	return entries
}

func disclosed(id, device string, said station.Entry) station.Edit {
	box := append([]byte("for "+device+":"), `{"`+string(said.Header.Revision())+`":`+string(said.Body)+`}`...)
	return station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Internal, Fields: []byte(
		`{"type":"disclosed","by":{},"data":` + string(must(map[string]any{"for": device, "of": []string{string(said.Header.Revision())}, "box": box})) + `}`)}
}

func TestABoxThatEnrolsAgainSendsWhatItWroteUnderItsFormerName(t *testing.T) {
	h, c, town, one, _ := county(t)
	one.write(article("a", "甲"))
	one.device, one.key = "uno", h.box("spare", "/").key
	one.Become("uno")
	h.enrol(town, one, "n1", "/c/t/v1")
	h.settle()
	if c.title("a") != "甲" {
		t.Error("what was written before was left behind")
	}
}
