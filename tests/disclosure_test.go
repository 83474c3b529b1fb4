package tests

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// branchOfThree is a county, a town and two villages below it, each a box of its own.
func branchOfThree(t *testing.T) (county, town, village, sibling *node) {
	t.Helper()
	county, town, village, sibling = newNode(t, true, honest), newNode(t, false, honest), newNode(t, false, honest), newNode(t, false, honest)
	county.adopt(town, "t", "/c/t", county.url())
	eventually(t, "the town is settled", town.settled)
	town.adopt(village, "v", "/c/t/v", town.url())
	town.adopt(sibling, "w", "/c/t/w", town.url())
	eventually(t, "the villages are settled", func() bool { return village.settled() && sibling.settled() })
	return county, town, village, sibling
}

const (
	spoken      = "路口的井盖沉了，晚上看不见。"
	votersPhone = "13800001234"
)

// bring writes a voter's matter at a box.
func bring(n *node, id, scope string) {
	n.t.Helper()
	edits, err := matter.New(id, matter.Voter, n.db.Now().Time, matter.Registration{Channel: matter.ByKiosk, Title: "井盖坏了", Category: "road"},
		matter.Told{Words: spoken}, &matter.Contact{Name: "张三丰", Phone: votersPhone})
	if err != nil {
		n.t.Fatal(err)
	}
	for i := range edits {
		edits[i].Scope = scope
	}
	n.edit(edits...)
}

func (n *node) matter(id string) (m matter.Matter, record station.Record) {
	n.t.Helper()
	err := n.db.View(func(r station.Reader) (err error) {
		record, err = r.Record(station.KindMatter, id)
		return err
	})
	if err != nil && station.Worded(err).Class != station.FaultNotFound {
		n.t.Fatal(err)
	}
	return matter.Fold(record), record
}

func (n *node) step(id string, data matter.Data) {
	n.t.Helper()
	m, _ := n.matter(id)
	edits, err := m.Edits(matter.Move{By: matter.Actor{Role: "station_master", Account: "a1"}, Data: data})
	if err != nil {
		n.t.Fatal(err)
	}
	for i := range edits {
		edits[i].Base = ""
	}
	n.edit(edits...)
}

// knows reports whether a box can read what the voter said.
func (n *node) knows(id string) bool {
	m, _ := n.matter(id)
	return len(m.Told) > 0 && m.Told[0].Words == spoken && m.Contact != nil && m.Contact.Phone == votersPhone
}

// mentions looks for a text in everything a box holds of a record, its log included.
func (n *node) mentions(id, text string) bool {
	n.t.Helper()
	_, record := n.matter(id)
	all, err := json.Marshal(record)
	if err != nil {
		n.t.Fatal(err)
	}
	err = n.db.Inspect(func(l station.Ledger) error {
		entries, err := l.History(station.Ref{Kind: station.KindMatter, ID: id})
		for _, e := range entries {
			all = append(all, e.Body...)
		}
		return err
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return bytes.Contains(all, []byte(text))
}

// What a voter said stays in the station. Reported to the county it is told to the county alone: the town in between carries
// a sealed box, the village next door gets nothing, and what is erased is erased everywhere.
func TestWhatAVoterSaidIsToldToWhomItIsReported(t *testing.T) {
	county, town, village, sibling := branchOfThree(t)
	bring(village, "m1", "")
	eventually(t, "the county sees that there is a matter", func() bool { m, _ := county.matter("m1"); return m.State == matter.Registered })
	if county.knows("m1") || town.knows("m1") || county.mentions("m1", votersPhone) {
		t.Fatal("what the voter said left the station unasked")
	}
	village.step("m1", &matter.AcceptedBy{})
	village.step("m1", &matter.Escalation{To: "county_congress", Text: "请县里协调。"})
	eventually(t, "the county is told", func() bool { return county.knows("m1") })
	village.step("m1", &matter.Told{Words: "又下雨了，更危险。"})
	eventually(t, "the county is told what came later", func() bool { m, _ := county.matter("m1"); return len(m.Told) == 2 })
	for name, n := range map[string]*node{"town": town, "sibling": sibling} {
		if n.mentions("m1", votersPhone) || n.mentions("m1", spoken) {
			t.Errorf("the %s can read it", name)
		}
	}
	if m, _ := sibling.matter("m1"); m.State != "" {
		t.Error("the village next door knows of it")
	}
	_, record := village.matter("m1")
	erase, err := station.Erase(station.KindMatter, "m1", matter.Personal(record, true)...)
	if err != nil {
		t.Fatal(err)
	}
	village.edit(erase)
	eventually(t, "it is erased at the county", func() bool { return !county.mentions("m1", votersPhone) && !county.mentions("m1", spoken) })
	for name, n := range map[string]*node{"county": county, "town": town, "village": village} {
		if _, record := n.matter("m1"); len(matter.Disclosures(record)) > 0 {
			t.Errorf("the %s keeps a sealed box", name)
		}
	}
}

// A matter reported within the town is told to the town and not to the county.
func TestWhatIsReportedToTheTownStaysInTheTown(t *testing.T) {
	county, town, village, _ := branchOfThree(t)
	bring(village, "m2", "")
	village.step("m2", &matter.AcceptedBy{})
	village.step("m2", &matter.Escalation{To: "presidium", Text: "请主席团研究。"})
	eventually(t, "the town is told", func() bool { return town.knows("m2") })
	eventually(t, "all has gone up", func() bool { return town.settled() && village.settled() })
	if county.knows("m2") || county.mentions("m2", votersPhone) {
		t.Error("the county was told as well")
	}
}

// A message left at the county's page for a station is told to that station alone, and then the county forgets it. As long as
// the station is away it waits.
func TestAMessageLeftAboveIsPassedDownAndForgotten(t *testing.T) {
	county, town := newNode(t, true, honest), newNode(t, false, honest)
	l := newLine(t, county.addr, 0)
	county.adopt(town, "t", "/c/t", l.URL())
	eventually(t, "the town is settled", town.settled)
	l.Sever(true)
	bring(county, "m3", "/c/t")
	time.Sleep(200 * time.Millisecond)
	if !county.knows("m3") {
		t.Fatal("the county forgot what nobody has yet")
	}
	l.Sever(false)
	eventually(t, "the town is told", func() bool { return town.knows("m3") })
	eventually(t, "the county forgets", func() bool { return !county.mentions("m3", votersPhone) && !county.mentions("m3", spoken) })
	if !town.knows("m3") {
		t.Error("the town forgot as well")
	}
	if m, _ := county.matter("m3"); m.State != matter.Registered {
		t.Errorf("at the county the matter is %q", m.State)
	}
}

// A town gets another computer: what was told to the first is told to the second, as long as it is still there to be told.
func TestANewDeviceIsToldAgain(t *testing.T) {
	county, town, village, _ := branchOfThree(t)
	bring(village, "m4", "")
	village.step("m4", &matter.AcceptedBy{})
	village.step("m4", &matter.Escalation{To: "town_government", Text: "请镇里安排。"})
	eventually(t, "the town is told", func() bool { return town.knows("m4") })
	eventually(t, "all has gone up", func() bool { return town.settled() && village.settled() })
	town.down()
	renewed := &node{t: t, dir: t.TempDir(), wall: honest, addr: town.addr}
	renewed.up()
	t.Cleanup(renewed.down)
	county.enrol(renewed, "t", county.url())
	eventually(t, "the new box knows the tree", func() bool { return renewed.field(station.KindNode, "v", "scope") != "" })
	code, _, err := renewed.room.IssueCode(context.Background(), "v")
	if err != nil {
		t.Fatal(err)
	}
	_ = code
	eventually(t, "the new box is told", func() bool { return renewed.knows("m4") })
}
