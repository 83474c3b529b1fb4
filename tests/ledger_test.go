package tests

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/sync/sim"
)

// The simulator proves sync on boxes in memory. That says something of real boxes only as long as both ledgers do the same:
// here both are told the same things in the same disorder, and must answer alike.

var ledgerClock = station.Reading{Time: time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC), Trust: station.TrustNTP}

type ledgerPair struct {
	t      *testing.T
	rnd    *rand.Rand
	real   *store.DB
	memory *sim.Memory
	told   []station.Entry
}

func TestBothLedgersAnswerAlike(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			p := newLedgerPair(t, seed)
			for range 150 {
				p.step()
			}
			p.compare()
		})
	}
}

func newLedgerPair(t *testing.T, seed uint64) *ledgerPair {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{Scope: "/c/t", Clock: func() (time.Time, station.Trust) {
		return ledgerClock.Time, ledgerClock.Trust
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	p := &ledgerPair{t: t, rnd: rand.New(rand.NewPCG(seed, 1)), real: db,
		memory: sim.NewLedger(sim.Options{Device: "memory", Scope: "/c/t"})}
	for box := range 3 {
		p.told = append(p.told, p.author(fmt.Sprintf("box%d", box))...)
	}
	return p
}

// author is what one box wrote, in the order it wrote it; some of it nobody can apply.
func (p *ledgerPair) author(device string) (written []station.Entry) {
	m := sim.NewLedger(sim.Options{Device: device, Scope: "/c/t/" + device, Clock: func() station.Reading { return ledgerClock }})
	for n := range 20 {
		if _, err := m.Write("clerk", p.edit(m, n)); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := m.Inspect(func(l station.Ledger) (err error) {
		written, _, err = l.Entries(0, 100)
		return err
	}); err != nil {
		p.t.Fatal(err)
	}
	for i := range written {
		written[i].Seq, written[i].Via = 0, device
		if written[i].Class == station.Personal {
			written[i].Body = nil
		}
		if p.rnd.IntN(12) == 0 {
			written[i].Fault = "scope_not_yours"
		}
	}
	return written
}

func (p *ledgerPair) edit(m *sim.Memory, n int) station.Edit {
	id := fmt.Sprintf("r%d", p.rnd.IntN(4))
	e := station.Edit{Kind: station.KindMatter, ID: id, Op: station.OpEvent, Class: station.Internal,
		Fields: json.RawMessage(fmt.Sprintf(`{"type":"noted","data":{"n":%d}}`, n))}
	switch p.rnd.IntN(8) {
	case 0, 1, 2:
		e.Kind, e.Op, e.Fields = station.KindArticle, station.OpPut, json.RawMessage(fmt.Sprintf(`{"title":"%d"}`, n))
	case 3:
		e.Kind, e.Op, e.Fields = station.KindArticle, station.OpDelete, nil
	case 4:
		e.Kind, e.Op, e.Fields = station.KindArticle, station.OpMove, json.RawMessage(`{"to":"/c/t/box1"}`)
	case 5:
		e.Class = station.Personal
	case 6:
		if erased, err := station.Erase(station.KindMatter, id, p.events(m, id)...); err == nil {
			return erased
		}
	}
	return e
}

func (p *ledgerPair) events(m *sim.Memory, id string) (revisions []station.Revision) {
	err := m.Inspect(func(l station.Ledger) error {
		r, err := l.Record(station.KindMatter, id)
		for _, e := range r.Events {
			if p.rnd.IntN(2) == 0 {
				revisions = append(revisions, e.Revision)
			}
		}
		return err
	})
	if err != nil && station.Worded(err).Class != station.FaultNotFound {
		p.t.Fatal(err)
	}
	return revisions
}

// step does one thing to both, and both must say the same of it.
func (p *ledgerPair) step() {
	e := p.told[p.rnd.IntN(len(p.told))]
	at := station.HLCAt(ledgerClock.Time.Add(time.Duration(p.rnd.IntN(1000)) * time.Second))
	what, do := "append", func(l station.Ledger) error { _, err := l.Append(e); return err }
	switch p.rnd.IntN(14) {
	case 0:
		what, do = "settle", func(l station.Ledger) error { return l.Settle(e.Chain(), e.Ctr, at) }
	case 1:
		what, do = "drop", func(l station.Ledger) error { return l.Drop(e.Chain(), e.Ctr) }
	case 2:
		what, do = "fill", func(l station.Ledger) error { return l.Fill(e.Chain(), e.Ctr, e.Body) }
	case 3:
		what, do = "release", func(l station.Ledger) error { return l.Release(e.Chain(), e.Ctr) }
	case 4:
		if p.rnd.IntN(3) == 0 {
			what, do = "retract", func(l station.Ledger) error { return l.Retract(station.Ref{Kind: e.Kind, ID: e.ID}) }
		}
	}
	kept, memory := p.real.Exchange(context.Background(), do), p.memory.Exchange(do)
	if codeOf(kept) != codeOf(memory) {
		p.t.Fatalf("%s %d@%s %s of %s/%s: the store says %v, memory says %v", what, e.Ctr, e.Chain(), e.Op, e.Kind, e.ID, kept, memory)
	}
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return station.Worded(err).Code
}

// compare holds everything either ledger tells against the other.
func (p *ledgerPair) compare() {
	var kept, memory []string
	if err := p.real.Inspect(func(l station.Ledger) (err error) { kept, err = tellLedger(l, p.told); return err }); err != nil {
		p.t.Fatal(err)
	}
	if err := p.memory.Inspect(func(l station.Ledger) (err error) { memory, err = tellLedger(l, p.told); return err }); err != nil {
		p.t.Fatal(err)
	}
	for i := range max(len(kept), len(memory)) {
		if i >= len(kept) || i >= len(memory) || kept[i] != memory[i] {
			p.t.Fatalf("line %d:\nstore:  %s\nmemory: %s", i, lineOf(kept, i), lineOf(memory, i))
		}
	}
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "nothing"
}

func tellLedger(l station.Ledger, told []station.Entry) (lines []string, err error) {
	say := func(what string, v any) {
		b, failed := json.Marshal(v)
		if failed != nil {
			err = failed
		}
		lines = append(lines, what+" "+string(b))
	}
	heads, err := l.Heads()
	if err != nil {
		return nil, err
	}
	say("heads", heads)
	entries, last, err := l.Entries(0, 1000)
	if err != nil {
		return nil, err
	}
	say("last", last)
	for _, e := range entries {
		say(fmt.Sprint("entry ", e.Seq, e.Via), e)
	}
	for _, kind := range []station.Kind{station.KindArticle, station.KindMatter} {
		records, err := l.Records(kind)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			r.Line, r.Revision, r.Contested = 0, "", nil
			say("record", r)
		}
		for id := range 4 {
			ref := station.Ref{Kind: kind, ID: fmt.Sprintf("r%d", id)}
			place, err := l.Place(ref)
			if err != nil {
				return nil, err
			}
			history, err := l.History(ref)
			if err != nil {
				return nil, err
			}
			say("place of "+ref.ID, place)
			say("history of "+ref.ID, history)
		}
	}
	for _, e := range told {
		held, found, err := l.Held(e.Chain(), e.Ctr)
		if err != nil {
			return nil, err
		}
		say(fmt.Sprint("held ", e.Ctr, e.Chain(), found), held)
	}
	return lines, err
}
