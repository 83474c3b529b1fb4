package contract

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

func matterOf(id string) station.Ref { return station.Ref{Kind: station.KindMatter, ID: id} }

func history(t testing.TB, db *store.DB, ref station.Ref) (ctrs []uint64) {
	t.Helper()
	inspect(t, db, func(l station.Ledger) error {
		entries, err := l.History(ref)
		for _, e := range entries {
			ctrs = append(ctrs, e.Ctr)
		}
		return err
	})
	return ctrs
}

// What was taken out leaves its headers in the chain and nothing else; what is told of the record afterwards is all there is.
func TestRetractedAsIfNeverTold(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1", place: "/c/t"}
		var e []station.Entry
		for i := range 8 {
			e = append(e, below.said(fmt.Sprint("m", i%2), fmt.Sprint("话", i)))
		}
		take(t, db, e[:7]...)
		ref := matterOf("m0")
		exchange(t, db, func(l station.Ledger) error { return l.Retract(ref) })
		if got := history(t, db, ref); len(got) != 0 || !db.NeedsCompact() {
			t.Errorf("told still: %v; a compaction is owed: %v", got, db.NeedsCompact())
		}
		for ctr := uint64(1); ctr <= 7; ctr++ {
			if held, found := heldAt(t, db, "far/1", ctr); !found || (held.Body == nil) != (ctr%2 == 1) {
				t.Errorf("change %d is held %v, its body %q", ctr, found, held.Body)
			}
		}
		wantCode(t, db.Exchange(context.Background(), func(l station.Ledger) error { return l.Fill("far/1", 1, e[0].Body) }), "change_not_found")
		late := below.said("m0", "后来的")
		take(t, db, e[7], late)
		exchange(t, db, func(l station.Ledger) error { return l.Settle("far/1", 9, late.HLC+5) })
		if events := record(t, db, ref.Kind, ref.ID).Events; len(events) != 1 || events[0].Revision != late.Revision() {
			t.Errorf("events = %+v", events)
		}
		before := db.Seq()
		take(t, db, e[2], e[6], e[0], e[4], e[2]) // told again, and once more
		if got := fmt.Sprint(history(t, db, ref)); got != "[9 3 7 1 5]" || db.Seq() != before+4 {
			t.Errorf("history %s, %d new lines", got, db.Seq()-before)
		}
		if events := record(t, db, ref.Kind, ref.ID).Events; len(events) != 5 || events[0].Revision != e[0].Revision() || events[0].Line != before+3 {
			t.Errorf("events = %+v", events)
		}
		for ctr := uint64(1); ctr <= 9; ctr++ {
			if held, found := heldAt(t, db, "far/1", ctr); !found || held.Ctr != ctr || held.Body == nil {
				t.Errorf("change %d is held %v as %d, its body %q", ctr, found, held.Ctr, held.Body)
			}
		}
		take(t, db, below.said("m1", "末了"))
		exchange(t, db, func(l station.Ledger) error { return l.Retract(matterOf("m1")) })
		take(t, db, e[7], below.said("m0", "又一"))
		if head := headOf(t, db, "far/1"); head != 11 {
			t.Errorf("head = %d", head)
		}
		verify(t, db, 11)
	})
}

// An erasure goes before what it erases, behind it, and finds it in quarantine: the words are nowhere.
func TestErasureIsNeverOvertaken(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1", place: "/c/t"}
		behind, kept, aside := below.said("m1", "话一"), below.said("m1", "话二"), below.said("m1", "话三")
		late, bare4, apart := below.said("m1", "话四"), below.said("m1", "话五"), below.said("m1", "话六")
		aside.Fault, apart.Fault = "scope_not_yours", "scope_not_yours"
		take(t, db, behind, kept, aside)
		take(t, db, below.erase("m1", behind.Revision(), aside.Revision(), late.Revision(), bare4.Revision(), apart.Revision()))
		take(t, db, late, bare(bare4), apart)
		for _, e := range []station.Entry{behind, aside, late, bare4, apart} {
			err := db.Exchange(context.Background(), func(l station.Ledger) error { return l.Fill("far/1", e.Ctr, e.Body) })
			wantCode(t, err, "change_erased")
			if held, found := heldAt(t, db, "far/1", e.Ctr); !found || held.Body != nil {
				t.Errorf("change %d is held %v with %q", e.Ctr, found, held.Body)
			}
		}
		exchange(t, db, func(l station.Ledger) error {
			return errors.Join(l.Release("far/1", aside.Ctr), l.Release("far/1", apart.Ctr))
		})
		events := record(t, db, station.KindMatter, "m1").Events
		for _, e := range events {
			if e.Erased() != (e.Revision != kept.Revision()) || e.Withheld {
				t.Errorf("event %s is blank: %v, withheld: %v", e.Revision, e.Erased(), e.Withheld)
			}
		}
		if len(events) != 6 {
			t.Errorf("%d events", len(events))
		}
		verify(t, db, 7)
	})
}

// An edit is later than what it was made upon, however wrong the other's clock - and that is all the other's clock does.
func TestOwnEditWinsOverWhatItSaw(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		now := station.Date("2026-11-21").Time()
		db, err := b.tryOpen(store.Options{Clock: func() (time.Time, station.Trust) { return now, station.TrustNTP }})
		if err != nil {
			t.Fatal(err)
		}
		defer shut(t, db)
		for name, at := range map[string]time.Time{
			"a minute ahead": now.Add(time.Minute), "in 2099": station.Date("2099-01-01").Time(), "at the end of time": time.UnixMilli(1<<47 - 1),
		} {
			below := &far{origin: name, hlc: station.HLCAt(at) - 1<<16, place: "/"}
			take(t, db, below.group(name, "别人写的"))
			write(t, db, group(name, "我看了再写的"), group("g2", "不相干"))
			r := record(t, db, station.KindGroup, name)
			if string(r.Fields["name"]) != `"我看了再写的"` || r.Stamps["name"].At != station.HLCAt(at)+1 {
				t.Errorf("%s: %s at %d", name, r.Fields["name"], r.Stamps["name"].At)
			}
			changes, _, err := db.Changes(db.Seq()-1, 1)
			if err != nil || changes[0].HLC.Time().Sub(now).Abs() > time.Second || db.Now().Time.Sub(now).Abs() > time.Second {
				t.Errorf("%s: the next change is at %s, the clock says %s: %v", name, changes[0].HLC.Time(), db.Now().Time, err)
			}
			write(t, db, said("m1", "看过"))
		}
		below := &far{origin: "events", hlc: station.HLCAt(now.AddDate(1, 0, 0)), place: "/"}
		take(t, db, below.said("m2", "先"))
		write(t, db, said("m2", "后"))
		if events := record(t, db, station.KindMatter, "m2").Events; events[1].Origin != db.Origin() {
			t.Errorf("what was said upon it stands before it: %+v", events)
		}
	})
}

// A box that once wrote in 2099 goes on from the time its last change was judged at, and believes its clock again.
func TestClockIsBelievedAgainOnceTheLastChangeIsJudged(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		now := station.Date("2099-01-01").Time()
		db, err := b.tryOpen(store.Options{Clock: func() (time.Time, station.Trust) { return now, station.TrustNTP }})
		if err != nil {
			t.Fatal(err)
		}
		write(t, db, group("g1", "一"), group("g2", "二"))
		now = station.Date("2026-11-21").Time()
		judged := station.HLCAt(now.Add(-time.Minute))
		exchange(t, db, func(l station.Ledger) error { return l.Settle(l.Origin(), 1, judged-1) })
		if read := db.Now(); read.Trust != station.TrustUntrusted {
			t.Errorf("another change stands in 2099, and the clock is believed: %s", read.Time)
		}
		exchange(t, db, func(l station.Ledger) error { return l.Settle(l.Origin(), 2, judged) })
		for range 2 { // and after the next start
			if read := db.Now(); !read.Time.Equal(now) || read.Trust != station.TrustNTP {
				t.Errorf("the clock says %s, %s", read.Time, read.Trust)
			}
			shut(t, db)
			if db, err = b.tryOpen(store.Options{Clock: func() (time.Time, station.Trust) { return now, station.TrustNTP }}); err != nil {
				t.Fatal(err)
			}
		}
		defer shut(t, db)
		write(t, db, group("g3", "三"))
		if changes, _, err := db.Changes(db.Seq()-1, 1); err != nil || changes[0].HLC.Time().Sub(now).Abs() > time.Second {
			t.Errorf("the next change is at %s: %v", changes[0].HLC.Time(), err)
		}
	})
}

// What reads on from a number of the log gets each line once, without what never leaves the box.
func TestEntriesLeaveOutWhatNeverTravels(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db, err := b.tryOpen(store.Options{Scope: "/c/t/v", Keep: []station.Kind{station.KindPolicy}})
		if err != nil {
			t.Fatal(err)
		}
		defer shut(t, db)
		below := &far{origin: "far/1", place: "/c/t/v/p"}
		for i := range 5 {
			signedIn := said("account/1", "进来了")
			signedIn.Kind, signedIn.Class = station.KindAudit, station.Local
			kept := group("policy", fmt.Sprint(i))
			kept.Kind = station.KindPolicy
			write(t, db, signedIn, group("g1", fmt.Sprint(i)), kept)
			take(t, db, below.group("g2", fmt.Sprint(i)))
		}
		var ctrs []string
		inspect(t, db, func(l station.Ledger) error {
			for after := uint64(0); ; {
				entries, last, err := l.Entries(after, 3)
				if err != nil || last == after {
					return err
				}
				for _, e := range entries {
					if e.Seq <= after || e.Seq > last || e.Place == "" || e.Class == station.Local || e.Kind == station.KindPolicy {
						t.Errorf("after %d: %+v", after, e)
					}
					ctrs = append(ctrs, fmt.Sprint(e.Place, " ", e.Ctr))
				}
				after = last
			}
		})
		if fmt.Sprint(ctrs) != "[/c/t/v 1 /c/t/v/p 1 /c/t/v 2 /c/t/v/p 2 /c/t/v 3 /c/t/v/p 3 /c/t/v 4 /c/t/v/p 4 /c/t/v 5 /c/t/v/p 5]" {
			t.Errorf("entries %v", ctrs)
		}
		local := db.Origin() + "~local"
		if e, found := heldAt(t, db, local, 10); !found || e.Kind != station.KindPolicy || headOf(t, db, local) != 10 {
			t.Errorf("the chain of its own stands at %d: %v %+v", headOf(t, db, local), found, e)
		}
		inspect(t, db, func(l station.Ledger) error {
			heads, err := l.Heads()
			if len(heads) != 2 || heads[db.Origin()] != 5 || heads["far/1"] != 5 {
				t.Errorf("heads = %v", heads)
			}
			return err
		})
		verify(t, db, 20)
	})
}
