package contract

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

// Eight processes write at once while a ninth follows the log from behind. A cursor over numbers that were taken before
// their commit loses a fifth of such a log; here nothing may be lost and no number left out.
func TestRaceOfWritersLosesNothing(t *testing.T) {
	b := shared(t)
	const writers, each = 8, 70
	boxes := make([]*store.DB, writers)
	for i := range boxes {
		boxes[i] = b.mustOpen(t)
	}
	tail := b.mustOpen(t)
	stop := make(chan struct{})
	followed := make(chan []station.Change)
	go func() { followed <- follow(t, tail, stop) }()
	acked := make([][]uint64, writers)
	var all sync.WaitGroup
	for w, db := range boxes {
		all.Go(func() {
			for i := range each {
				seq, err := db.Write(context.Background(), "test", group(fmt.Sprintf("g%d-%d", w, i), "组"), said(fmt.Sprint("m", i%7), "话"))
				if err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
				acked[w] = append(acked[w], seq)
			}
		})
	}
	all.Wait()
	close(stop)
	feed := <-followed
	const n = 2 * writers * each
	if len(feed) != n {
		t.Fatalf("the tailing reader got %d of %d changes", len(feed), n)
	}
	for i, c := range feed {
		if c.Ctr != uint64(i+1) {
			t.Fatalf("change %d of the feed is %d of its chain", i+1, c.Ctr)
		}
	}
	for w := range acked {
		for i, seq := range acked[w] {
			if c := feed[seq-2]; c.ID != fmt.Sprintf("g%d-%d", w, i) { // the first of its two lines
				t.Errorf("writer %d was told line %d, where %s stands", w, seq-1, c.ID)
			}
		}
	}
	verify(t, tail, n)
	for m := range 7 {
		want := 0
		for i := range each {
			if i%7 == m {
				want += writers
			}
		}
		if got := len(record(t, tail, station.KindMatter, fmt.Sprint("m", m)).Events); got != want {
			t.Errorf("matter %d has %d events, want %d: one writer overwrote another", m, got, want)
		}
	}
}

// follow reads the log as a child would, from where it stopped, until it is told to stop and nothing is left.
func follow(t *testing.T, db *store.DB, stop <-chan struct{}) (feed []station.Change) {
	for after, last := uint64(0), false; ; {
		select {
		case <-stop:
			last = true
		default:
		}
		changes, to, err := db.Changes(after, 100)
		if err != nil {
			t.Error(err)
			return feed
		}
		feed, after = append(feed, changes...), to
		if len(changes) == 0 {
			if last {
				return feed
			}
			time.Sleep(time.Millisecond)
		}
	}
}
