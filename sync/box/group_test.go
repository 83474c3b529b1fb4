package box

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lianzhan/station"
	"lianzhan/sync/sim"
)

// oneDisk is a ledger in memory that commits one transaction after the other, each for as long as its disk takes.
type oneDisk struct {
	lock    sync.Mutex
	ledger  *sim.Memory
	flush   time.Duration
	commits int
	broken  error
}

func newDisk(flush time.Duration) *oneDisk {
	return &oneDisk{ledger: sim.NewLedger(sim.Options{Device: "c", Scope: "/c"}), flush: flush}
}

func (d *oneDisk) Exchange(_ context.Context, fn func(station.Ledger) error) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.broken != nil {
		return d.broken
	}
	err := d.ledger.Exchange(fn)
	time.Sleep(d.flush)
	d.commits++
	return err
}

func (d *oneDisk) note(t *testing.T, key string) string {
	t.Helper()
	var value []byte
	if err := d.ledger.Inspect(func(l station.Ledger) (err error) {
		value, err = l.Note(key)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return string(value)
}

// Two thousand hellos are two thousand writes and forty commits: what waits while the disk is busy goes out together.
func TestThoseWhoWaitShareACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const askers = 2000
		disk, g := newDisk(10*time.Millisecond), &group{}
		var done sync.WaitGroup
		var order []int
		for i := range askers {
			done.Go(func() {
				time.Sleep(time.Duration(i)) // they come one after the other
				err := g.commit(t.Context(), disk, func(w *witness) error {
					order = append(order, i)
					return w.PutNote(fmt.Sprint("n/", i), []byte("1"))
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		done.Wait()
		if most := askers/mostTogether + 3; disk.commits > most {
			t.Errorf("%d commits, want at most %d", disk.commits, most)
		}
		if !slices.IsSorted(order) || len(order) != askers {
			t.Errorf("%d were served, first come first served: %v", len(order), slices.IsSorted(order))
		}
		for i := range askers {
			if disk.note(t, fmt.Sprint("n/", i)) == "" {
				t.Fatalf("what %d wrote is not there", i)
			}
		}
	})
}

// One of many that commit together may fail: it alone hears of it, and nothing it wrote is kept.
func TestOneThatFailsSpoilsNobody(t *testing.T) {
	refused := station.Forbidden("revoked", "停用")
	put := func(key string, err error) func(*witness) error {
		return func(w *witness) error { return errors.Join(w.PutNote(key, []byte("1")), err) }
	}
	for name, bad := range map[string]struct {
		fn   func(*witness) error
		want string
	}{
		"refused before it wrote": {func(*witness) error { return refused }, "revoked"},
		"refused after it wrote": {func(w *witness) error {
			if err := w.PutNote("bad", []byte("1")); err != nil {
				return err
			}
			return refused
		}, "revoked"},
		"failed":   {put("bad", errors.New("a note cannot be read")), "internal"},
		"panicked": {func(w *witness) error { _ = w.PutNote("bad", []byte("1")); panic("out of range") }, "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				disk, g := newDisk(time.Millisecond), &group{}
				fns := []func(*witness) error{put("lead", nil), put("before", nil), bad.fn, put("after", nil)}
				errs := make([]error, len(fns))
				var done sync.WaitGroup
				for i, fn := range fns {
					done.Go(func() {
						time.Sleep(time.Duration(i))
						errs[i] = g.commit(t.Context(), disk, fn)
					})
				}
				done.Wait()
				if got := station.Worded(errs[2]).Code; got != bad.want {
					t.Errorf("it hears %q, want %q", got, bad.want)
				}
				if errs[0] != nil || errs[1] != nil || errs[3] != nil {
					t.Errorf("the others hear %v", errs)
				}
				for key, want := range map[string]string{"lead": "1", "before": "1", "after": "1", "bad": ""} {
					if got := disk.note(t, key); got != want {
						t.Errorf("%s: %q, want %q", key, got, want)
					}
				}
			})
		})
	}
}

func TestABrokenDiskIsToldToAll(t *testing.T) {
	disk, g := newDisk(0), &group{}
	disk.broken = station.Busy("disk_write_failed", "磁盘坏了")
	var done sync.WaitGroup
	for range 200 {
		done.Go(func() {
			if got := station.Worded(g.commit(t.Context(), disk, func(*witness) error { return nil })).Code; got != "disk_write_failed" {
				t.Errorf("told %q", got)
			}
		})
	}
	done.Wait()
}

// Who gives up before its turn was never served; who gives up after it hears how it ended. Nobody behind waits for ever.
func TestWhoGivesUpLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk, g := newDisk(10*time.Millisecond), &group{}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		defer cancel()
		var done sync.WaitGroup
		ask := func(ctx context.Context, at time.Duration, key string) *error {
			var err error
			done.Go(func() {
				time.Sleep(at)
				err = g.commit(ctx, disk, func(w *witness) error { return w.PutNote(key, []byte("1")) })
			})
			return &err
		}
		first, gone, last := ask(ctx, 0, "first"), ask(ctx, 1, "gone"), ask(t.Context(), 2, "last")
		done.Wait()
		if *first != nil || *last != nil || !errors.Is(*gone, context.DeadlineExceeded) {
			t.Errorf("first %v, gone %v, last %v", *first, *gone, *last)
		}
		if disk.note(t, "gone") != "" || disk.note(t, "first")+disk.note(t, "last") != "11" {
			t.Error("who left was served, or who stayed was not")
		}
	})
}

// Whatever shares a commit, one sees what the other wrote.
func TestTogetherIsOneAfterTheOther(t *testing.T) {
	disk, g := newDisk(0), &group{}
	var done sync.WaitGroup
	for range 500 {
		done.Go(func() {
			if err := g.commit(t.Context(), disk, func(w *witness) error {
				raw, err := w.Note("count")
				n, _ := strconv.Atoi(string(raw))
				return errors.Join(err, w.PutNote("count", strconv.AppendInt(nil, int64(n+1), 10)))
			}); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if got := disk.note(t, "count"); got != "500" {
		t.Errorf("counted to %s", got)
	}
}
