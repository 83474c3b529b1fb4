package contract

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/store/postgres/pgtest"
)

// promise is what one writer was told about one write.
type promise struct {
	id    string
	saved bool // acknowledged; else refused with "certainly not saved"
}

// The primary dies under load and its synchronous standby takes over: every acknowledged write is there, every refused one
// is not, and the writers go on.
func TestFailoverLosesNothing(t *testing.T) {
	primary, err := pgtest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer stop(t, primary)
	if _, err := primary.SQL("postgres", "CREATE DATABASE county"); err != nil {
		t.Fatal(err)
	}
	standby, err := primary.Standby()
	if err != nil {
		t.Fatal(err)
	}
	defer stop(t, standby)
	b := box{t.TempDir(), primary.URL("county", standby.Address())}
	const writers = 4
	var told [writers][]promise
	var done atomic.Int64
	over := make(chan struct{})
	var all sync.WaitGroup
	var last *store.DB
	for w := range writers {
		db := b.mustOpen(t)
		last = db
		all.Go(func() { told[w] = keepWriting(t, db, w, &done, over) })
	}
	until(t, "the first writes", func() bool { return done.Load() > 100 })
	primary.Kill()
	killed := time.Now()
	if err := standby.Promote(); err != nil {
		t.Fatal(err)
	}
	promoted, before := time.Since(killed), done.Load()
	for end := time.Now().Add(25 * time.Second); done.Load() < before+200; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the writers do not go on: %d writes", done.Load()-before)
		}
	}
	t.Logf("promoted after %v, 200 more writes after %v", promoted, time.Since(killed))
	close(over)
	all.Wait()
	checkPromises(t, last, told[:])
}

func stop(t *testing.T, s *pgtest.Server) {
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}

// keepWriting writes one record after another and notes what it was told.
func keepWriting(t *testing.T, db *store.DB, w int, done *atomic.Int64, over <-chan struct{}) (told []promise) {
	for i := 0; ; i++ {
		select {
		case <-over:
			return told
		default:
		}
		id := fmt.Sprintf("g%d-%d", w, i)
		_, err := db.Write(context.Background(), "test", group(id, "组"))
		if err != nil && !busy(err) {
			t.Errorf("writer %d: %v", w, err)
			continue
		}
		if err == nil {
			done.Add(1)
		}
		told = append(told, promise{id, err == nil})
	}
}

func checkPromises(t *testing.T, db *store.DB, told [][]promise) {
	t.Helper()
	held := map[string]bool{}
	if err := db.View(func(r station.Reader) error {
		records, err := r.Records(station.KindGroup)
		for _, record := range records {
			held[record.ID] = true
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	n, refused := 0, 0
	for w := range told {
		for _, p := range told[w] {
			if p.saved != held[p.id] {
				t.Errorf("%s: told saved = %v, and it is %v", p.id, p.saved, held[p.id])
			}
			if p.saved {
				n++
			} else {
				refused++
			}
		}
	}
	t.Logf("%d writes saved, %d refused", n, refused)
	verify(t, db, n)
}
