package contract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

// Whatever stands between the first word and the end - an error, a panic - nothing of a transaction that did not end is there.
func TestExchangeIsAllOrNothing(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		var heard []station.Announcement
		defer db.Watch(func(a station.Announcement) { heard = append(heard, a) })()
		below := &far{origin: "far/1", place: "/c/t"}
		first, second := below.group("g1", "甲"), below.group("g2", "乙")
		all := func(l station.Ledger) error {
			for _, e := range []station.Entry{first, second, first} {
				if _, err := l.Append(e); err != nil {
					return err
				}
			}
			return l.PutNote("link", []byte("2"))
		}
		nothing := func(how string) {
			t.Helper()
			inspect(t, db, func(l station.Ledger) error {
				heads, err := l.Heads()
				note, noteErr := l.Note("link")
				if len(heads) != 0 || note != nil || l.Seq() != 0 || db.Seq() != 0 || len(heard) != 0 {
					t.Errorf("%s left heads %v, note %q, line %d, announced %v", how, heads, note, l.Seq(), heard)
				}
				return errors.Join(err, noteErr)
			})
		}
		err := db.Exchange(context.Background(), func(l station.Ledger) error { return errors.Join(all(l), errStop) })
		if !errors.Is(err, errStop) {
			t.Errorf("the error of fn came back as %v", err)
		}
		nothing("an error")
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = db.Exchange(context.Background(), func(l station.Ledger) error { panic(all(l)) })
		}()
		nothing("a panic")
		exchange(t, db, func(station.Ledger) error { return nil })
		nothing("an empty transaction")
		exchange(t, db, all)
		if db.Seq() != 2 || len(heard) != 1 || heard[0].Seq != 2 || fmt.Sprint(heard[0].Refs) != "[{group g1} {group g2}]" {
			t.Errorf("line %d, announced %+v", db.Seq(), heard)
		}
		write(t, db, group("g3", "丙"))
		verify(t, db, 3)
	})
}

func TestExchangeOnAClosedStore(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.open(t)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := db.Exchange(ctx, func(station.Ledger) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("after the end of its context: %v", err)
		}
		shut(t, db)
		wantCode(t, db.Exchange(context.Background(), func(station.Ledger) error { return nil }), "store_closed")
	})
}

func TestInspectOnlyReads(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1"}
		e := below.said("m1", "话")
		take(t, db, e)
		inspect(t, db, func(l station.Ledger) error {
			_, err := l.Append(below.said("m1", "又"))
			for _, err := range []error{err, l.PutNote("n", nil), l.Settle("far/1", 1, 5), l.Fill("far/1", 1, e.Body), l.Drop("far/1", 1),
				l.Release("far/1", 1), l.Retract(station.Ref{Kind: station.KindMatter, ID: "m1"})} {
				wantCode(t, err, "read_only")
			}
			return nil
		})
	})
}

func TestChainsGrowDenselyAndHoldWhatComesEarly(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1", place: "/c/t"}
		var e []station.Entry
		for i := range 8 {
			e = append(e, below.group(fmt.Sprint("g", i), "组"))
		}
		for _, c := range []struct {
			take []int // counters
			head uint64
		}{
			{[]int{2}, 0}, {[]int{5, 4}, 0}, {[]int{1}, 2}, {[]int{8}, 2}, {[]int{2, 1, 4}, 2}, {[]int{3}, 5}, {[]int{6}, 6}, {[]int{7}, 8},
		} {
			for _, ctr := range c.take {
				write(t, db, group("own", fmt.Sprint(ctr))) // the chains lie mixed in the log
				take(t, db, e[ctr-1])
			}
			if head := headOf(t, db, "far/1"); head != c.head {
				t.Errorf("after %v the head is %d, want %d", c.take, head, c.head)
			}
		}
		for i, want := range e {
			if got, found := heldAt(t, db, "far/1", uint64(i+1)); !found || got.Header != want.Header || string(got.Body) != string(want.Body) ||
				got.Place != "/c/t" || got.Via != "via" {
				t.Errorf("held as %d: %v %+v", i+1, found, got)
			}
		}
		for _, ctr := range []uint64{0, 9, 1 << 62, 1<<64 - 1} {
			if e, found := heldAt(t, db, "far/1", ctr); found {
				t.Errorf("%d is held: %+v", ctr, e)
			}
		}
		own := db.Origin()
		for ctr := uint64(1); ctr <= 11; ctr++ {
			if got, found := heldAt(t, db, own, ctr); !found || got.Ctr != ctr || got.Origin != own {
				t.Errorf("own change %d: %v %+v", ctr, found, got.Header)
			}
		}
		verify(t, db, 19)
	})
}

func TestBranchesHangOnTheChainTheyLeft(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1"}
		one, two := below.group("g1", "一"), below.group("g1", "二")
		clone := *below
		clone.branch = "#0123abcd"
		three, other, after := below.group("g1", "三"), clone.group("g1", "叁"), clone.group("g1", "肆")
		take(t, db, after, other, one, two, three)
		if err := refused(db, bare(station.Entry{Change: other.Change})); err == nil {
			t.Error("another change under a held name was taken")
		} else {
			wantCode(t, err, "change_held")
		}
		take(t, db, clone.group("g1", "伍"))
		inspect(t, db, func(l station.Ledger) error {
			heads, err := l.Heads()
			if fmt.Sprint(heads) != "map[far/1:3 far/1#0123abcd:5]" {
				t.Errorf("heads = %v", heads)
			}
			return err
		})
		if _, found := heldAt(t, db, "far/1#0123abcd", 2); found {
			t.Error("a branch holds what was before it")
		}
		verify(t, db, 6)
	})
}

func TestAppendHoldsItsBounds(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		write(t, db, group("g1", "甲"))
		below := &far{origin: "far/1"}
		good := below.group("g9", "好")
		take(t, db, good)
		spoil := func(how func(e *station.Entry)) station.Entry {
			e := (&far{origin: "far/2"}).group("g2", "乙")
			how(&e)
			return e
		}
		for code, e := range map[string]station.Entry{
			"change_held":  spoil(func(e *station.Entry) { e.Origin = "far/1" }),
			"body_altered": spoil(func(e *station.Entry) { e.Body = []byte(`{}`) }),
			"op_unknown":   spoil(func(e *station.Entry) { e.Op = "nonsense" }),
			"change_too_large": spoil(func(e *station.Entry) {
				e.Body = []byte(`"` + strings.Repeat("x", 256<<10) + `"`)
				e.BodyHash = station.HashOf(e.Body)
			}),
		} {
			wantCode(t, refused(db, e), code)
		}
		for name, how := range map[string]func(e *station.Entry){
			"no counter": func(e *station.Entry) { e.Ctr = 0 }, "no end": func(e *station.Entry) { e.Ctr = 1 << 63 },
			"no origin": func(e *station.Entry) { e.Origin = "" }, "a zero in the origin": func(e *station.Entry) { e.Origin = "far/\x002" },
			"a branch in the origin": func(e *station.Entry) { e.Origin = "far/2#0123abcd" }, "no branch": func(e *station.Entry) { e.Branch = "x" },
			"a long id": func(e *station.Entry) { e.ID = strings.Repeat("i", 129) }, "no kind": func(e *station.Entry) { e.Kind = "" },
			"a long kind":  func(e *station.Entry) { e.Kind = station.Kind(strings.Repeat("k", 201)) },
			"a long actor": func(e *station.Entry) { e.Actor = strings.Repeat("a", 64<<10) }, "a clock before all": func(e *station.Entry) { e.HLC = -1 },
		} {
			if err := refused(db, spoil(how)); err == nil || station.Worded(err).Code != "entry_invalid" {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, own := range []string{db.Origin(), db.Origin() + "~local", "far/2~local"} {
			wantCode(t, refused(db, spoil(func(e *station.Entry) { e.Origin, e.Ctr = own, 2 })), "change_held")
		}
		verify(t, db, 2)
	})
}

// A change in quarantine is held, travels on and counts in its chain, but the record does not know of it until it is released.
func TestQuarantine(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1", place: "/c/t"}
		one, two, three := below.group("g1", "一"), below.group("g1", "二"), below.write("nonsense", station.KindGroup, "g1", `{"name":"三"}`)
		two.Fault, three.Fault = "scope_not_yours", "op_unknown"
		take(t, db, two, three)
		inspect(t, db, func(l station.Ledger) error {
			_, err := l.Record(station.KindGroup, "g1")
			wantCode(t, err, "group_not_found")
			if place, err := l.Place(station.Ref{Kind: station.KindGroup, ID: "g1"}); place != "" || err != nil {
				t.Errorf("place %q: %v", place, err)
			}
			return nil
		})
		take(t, db, one)
		if head := headOf(t, db, "far/1"); head != 3 || fmt.Sprint(names(t, db)) != "[一]" {
			t.Errorf("head %d, names %v", head, names(t, db))
		}
		wantCode(t, db.Exchange(context.Background(), func(l station.Ledger) error { return l.Release("far/1", 3) }), "op_unknown")
		exchange(t, db, func(l station.Ledger) error { return l.Release("far/1", 2) })
		if e, _ := heldAt(t, db, "far/1", 3); fmt.Sprint(names(t, db)) != "[二]" || e.Fault == "" {
			t.Errorf("names %v, the other is %q", names(t, db), e.Fault)
		}
		wantCode(t, db.Exchange(context.Background(), func(l station.Ledger) error { return l.Release("far/9", 2) }), "change_not_found")
	})
}

func TestNotesRunInOrderWhileTheyAreWritten(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		const many = 519
		exchange(t, db, func(l station.Ledger) error {
			err := errors.Join(l.PutNote("peer", []byte("x")), l.PutNote("zeta", []byte("x")))
			for i := range many {
				err = errors.Join(err, l.PutNote(fmt.Sprintf("peer/%04d", i), fmt.Append(nil, i)))
			}
			return err
		})
		var seen []string
		exchange(t, db, func(l station.Ledger) error {
			return l.Notes("peer/", func(key string, value []byte) bool {
				seen = append(seen, key)
				return l.PutNote(key, nil) == nil && l.PutNote("other/"+key, value) == nil
			})
		})
		if len(seen) != many || !slices.IsSorted(seen) {
			t.Errorf("%d notes, in order %v", len(seen), slices.IsSorted(seen))
		}
		inspect(t, db, func(l station.Ledger) error {
			left, first := 0, ""
			err := l.Notes("peer", func(key string, _ []byte) bool { left++; return true })
			err = errors.Join(err, l.Notes("other/", func(key string, value []byte) bool { first = key + string(value); return false }))
			if left != 1 || first != "other/peer/00000" {
				t.Errorf("%d notes left, the first other is %s", left, first)
			}
			return err
		})
	})
}

// What no record could take lies in quarantine for good and does not hold up its chain.
func TestWhatFitsNoRecordHoldsUpNothing(t *testing.T) {
	onEach(t, func(t *testing.T, b box) {
		db := b.mustOpen(t)
		below := &far{origin: "far/1"}
		odd := below.write(station.OpPut, "k\x00", strings.Repeat("i", 200), `{"name":"怪"}`)
		wantCode(t, refused(db, odd), "entry_invalid")
		odd.Fault = "entry_invalid"
		take(t, db, odd, below.group("g1", "甲"))
		if e, found := heldAt(t, db, "far/1", 1); headOf(t, db, "far/1") != 2 || !found || e.Header != odd.Header || fmt.Sprint(names(t, db)) != "[甲]" {
			t.Errorf("head %d, held %v, names %v", headOf(t, db, "far/1"), found, names(t, db))
		}
		wantCode(t, db.Exchange(context.Background(), func(l station.Ledger) error { return l.Release("far/1", 1) }), "entry_invalid")
		exchange(t, db, func(l station.Ledger) error { return errors.Join(l.Settle("far/1", 1, 7), l.Drop("far/1", 1)) })
		verify(t, db, 2)
	})
}
