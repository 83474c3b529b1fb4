package matter

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

// book applies edits to a record the way a store does, one minute apart.
type book struct {
	record station.Record
	ctr    uint64
	now    time.Time
}

func newBook(id string) *book {
	return &book{record: station.Record{Kind: station.KindMatter, ID: id}, now: time.Date(2026, 3, 2, 9, 0, 0, 0, station.Zone)}
}

// fataler is a test of either kind.
type fataler interface{ Fatal(args ...any) }

func (b *book) write(t *testing.T, edits ...station.Edit) {
	t.Helper()
	b.append(t, edits...)
}

func (b *book) append(t fataler, edits ...station.Edit) {
	for _, e := range edits {
		b.ctr++
		next, err := b.record.Apply(station.Change{Body: e.Fields, Header: station.Header{Origin: "box/1", Ctr: b.ctr,
			HLC: station.HLCAt(b.now).Next(b.now), Class: e.Class, Kind: e.Kind, ID: e.ID, Op: e.Op, Serial: b.ctr}})
		if err != nil {
			t.Fatal(err)
		}
		b.record = next
		b.now = b.now.Add(time.Minute)
	}
}

func (b *book) matter() Matter { return Fold(b.record) }

func (b *book) do(t *testing.T, by Actor, moves ...Data) {
	t.Helper()
	var all []Move
	for _, d := range moves {
		all = append(all, Move{By: by, Data: d})
	}
	edits, err := b.matter().Edits(all...)
	if err != nil {
		t.Fatalf("%s: %v", moves[0].Type(), err)
	}
	b.write(t, edits...)
}

var (
	officer = Actor{Role: "liaison_officer", Account: "a1", Name: "甲"}
	master  = Actor{Role: "station_master", Account: "a2", Name: "乙"}
	unit    = Actor{Role: "handling_unit", Account: "a3", Name: "丙", Unit: "roads"}
)

func manhole(t *testing.T) *book {
	t.Helper()
	b := newBook(IDFrom("client-1"))
	edits, err := New(b.record.ID, Voter, b.now, Registration{Channel: ByKiosk, Title: "井盖坏了", Category: "road", CodeHash: "h"},
		Told{Words: "路口的井盖沉了，晚上看不见。"}, &Contact{Name: "张三丰", Phone: "13800001234"})
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, edits...)
	return b
}

func TestTheWholeLifeOfAMatter(t *testing.T) {
	b := manhole(t)
	b.do(t, master, &AcceptedBy{})
	b.do(t, officer, &Classification{Category: "road", Grade: Urgent})
	b.do(t, master, &Assignment{LeadUnit: "roads", Opinion: "请今天先围起来。"})
	b.do(t, unit, &Started{})
	b.do(t, unit, &Reply{Class: "A", Form: "written", Decided: "井盖已经换新。", By: Signer{Name: "丙"}})
	b.do(t, officer, &FedBack{How: "call"})
	b.do(t, Voter, &Rated{Satisfaction: Satisfied, Via: "kiosk"})
	b.do(t, officer, &ClosedBy{})
	b.do(t, officer, &ArchivedIn{Volume: "2026-1"})
	m := b.matter()
	if m.State != Archived || len(m.Unapplied()) != 0 || m.Reply() == nil || m.Rating.Satisfaction != Satisfied || m.Serial != 1 {
		raw, _ := json.Marshal(m)
		t.Fatalf("%s", raw)
	}
}

func TestWhatIsErasedStaysErasedAndTheMatterStands(t *testing.T) {
	b := manhole(t)
	erase, err := station.Erase(station.KindMatter, b.record.ID, Personal(b.record, false)...)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, erase)
	b.do(t, System, &Forgotten{Reason: "voter", Contact: true})
	m := b.matter()
	if m.Contact != nil || len(m.Told) != 1 || m.State != Registered || m.Privacy.ContactErased.IsZero() {
		t.Fatalf("%+v", m)
	}
}

func TestWithTheWordsGoesWhatTheVoterCalledIt(t *testing.T) {
	b := newBook("m9")
	edits, err := New("m9", Voter, b.now, Registration{Channel: ByKiosk, Title: "张三丰家门口的井盖", Category: "road", Village: "莲池村", Place: "张三丰家"},
		Told{Words: "坏了"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, edits...)
	if m := b.matter(); m.Title != "张三丰家门口的井盖" || m.Place != "张三丰家" {
		t.Errorf("%q %q", m.Title, m.Place)
	}
	erase, err := station.Erase(station.KindMatter, "m9", Personal(b.record, true)...)
	if err != nil {
		t.Fatal(err)
	}
	b.write(t, erase)
	raw, err := json.Marshal(b.record)
	if err != nil || strings.Contains(string(raw), "张三丰") || b.matter().Title != "道路：莲池村" {
		t.Errorf("%v %s", err, raw)
	}
}
