package sim

import (
	"errors"
	"testing"
	"time"

	"lianzhan/station"
)

func clockAt(t time.Time) func() station.Reading {
	return func() station.Reading { return station.Reading{Time: t, Trust: station.TrustNTP} }
}

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func fresh(device, scope string) *Memory {
	return NewLedger(Options{Device: device, Scope: scope, Clock: clockAt(noon)})
}

func put(id, fields string) station.Edit {
	return station.Edit{Kind: station.KindArticle, ID: id, Op: station.OpPut, Class: station.Public, Fields: []byte(fields)}
}

func TestWhatWasNotDurableIsForgotten(t *testing.T) {
	m := fresh("a", "/c")
	if _, err := m.Write("x", put("1", `{"title":"一"}`)); err != nil {
		t.Fatal(err)
	}
	m.Lazy = true
	if _, err := m.Write("x", put("1", `{"title":"二"}`), put("2", `{"title":"三"}`)); err != nil {
		t.Fatal(err)
	}
	m.Crash(true, 3)
	if again := m.Start(); again || m.disk.Seq != 1 || string(m.disk.records[station.KindArticle]["1"].Fields["title"]) != `"一"` ||
		len(m.disk.history) != 1 {
		t.Fatalf("after the crash the log stands at %d, a new life %v: want 1, false", m.disk.Seq, again)
	}
}

func TestARestoreBeginsANewLife(t *testing.T) {
	m := fresh("a", "/c")
	origin, epoch := m.Origin(), m.disk.Epoch
	backup := m.Snapshot()
	if _, err := m.Write("x", put("1", `{}`)); err != nil {
		t.Fatal(err)
	}
	m.Restore(backup, true)
	if !m.Start() || m.Origin() == origin || m.disk.Epoch == epoch {
		t.Fatal("a log shorter than its mark must begin a new life")
	}
	if m.Start() {
		t.Fatal("and only once")
	}
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	a, b := fresh("a", "/c"), fresh("b", "/c/t")
	if _, err := a.Write("x", put("1", `{"title":"一"}`)); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	e := entries(t, a)[0]
	err := b.Exchange(func(l station.Ledger) error {
		if _, err := l.Append(e); err != nil {
			return err
		}
		if err := l.PutNote("link", []byte("1")); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) || b.disk.Seq != 0 || len(b.disk.notes) != 0 || len(b.disk.chains) != 0 {
		t.Fatalf("%v: something of the transaction stayed", err)
	}
	b.Full = true
	err = b.Exchange(func(l station.Ledger) error { return l.PutNote("link", []byte("1")) })
	if station.Worded(err).Class != station.FaultBusy || len(b.disk.notes) != 0 {
		t.Fatalf("%v: a full disk must say so and keep nothing", err)
	}
}

func entries(t *testing.T, m *Memory) []station.Entry {
	t.Helper()
	var all []station.Entry
	if err := m.Inspect(func(l station.Ledger) (err error) {
		all, _, err = l.Entries(0, 1000)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}
