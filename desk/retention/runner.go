package retention

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Store is what the runner needs of the store.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Options introduce the runner to its neighbours.
type Options struct {
	Store  Store
	Book   *casebook.Book
	Erased func() // asked after something was erased
	Stand  casebook.Stand
	Every  time.Duration // 0 means an hour
}

const (
	usualPause = time.Hour
	patience   = 30 * time.Second // for one matter
	actor      = "retention"      // as the log names it
)

// Runner looks every hour. Close stops it and waits.
type Runner struct {
	o    Options
	stop context.CancelFunc
	done chan struct{}
}

// Start lets a runner go.
func Start(o Options) *Runner {
	if o.Every <= 0 {
		o.Every = usualPause
	}
	if o.Erased == nil {
		o.Erased = func() {}
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &Runner{o: o, stop: stop, done: make(chan struct{})}
	go r.run(ctx)
	return r
}

// Close stops the runner and waits for the matter it has in hand.
func (r *Runner) Close() {
	r.stop()
	<-r.done
}

func (r *Runner) run(ctx context.Context) {
	defer close(r.done)
	tick := time.NewTicker(r.o.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if n, err := r.Round(ctx); err != nil {
				slog.Error("retention is behind", "err", err)
			} else if n > 0 {
				slog.Info("contacts masked or erased", "matters", n)
			}
		}
	}
}

// Round looks at every matter that has ended and still keeps a contact, and returns how many it dealt with. One that
// fails does not keep the others.
func (r *Runner) Round(ctx context.Context) (n int, err error) {
	now := r.o.Store.Now()
	if now.Trust == station.TrustUntrusted {
		return 0, nil
	}
	house, err := r.o.Book.House()
	if err != nil {
		return 0, err
	}
	mask, _ := house.Policy.Retention()
	ids, err := r.o.Book.Stored(now.Time.AddDate(0, 0, -mask))
	if err != nil {
		return 0, err
	}
	var failed error
	for _, id := range ids {
		if ctx.Err() != nil {
			break
		}
		acted, err := r.one(ctx, id, house.Policy, now)
		failed = errors.Join(failed, err)
		if acted {
			n++
		}
	}
	if n > 0 {
		r.o.Erased()
	}
	return n, failed
}

func (r *Runner) one(ctx context.Context, id string, policy station.Policy, now station.Reading) (acted bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var record station.Record
	var ended time.Time
	if err := r.o.Store.View(func(reader station.Reader) (err error) {
		if record, err = reader.Record(station.KindMatter, id); err != nil {
			return err
		}
		ended, err = endOf(reader, matter.Fold(record))
		return err
	}); err != nil {
		return false, err
	}
	m := matter.Fold(record)
	if r.o.Stand.Below(m) {
		return false, nil // its own station forgets it, and that word takes what lies here along
	}
	edits, err := Edits(Plan(m.Contact, ended, policy, now), m, record)
	if err != nil || len(edits) == 0 {
		return false, err
	}
	_, err = r.o.Store.Write(ctx, actor, edits...)
	return err == nil, err
}

const longestMerge = 8 // hops; a chain of merges longer than this is somebody's mistake

// endOf is when a matter ended; one that went into another ends with that one, because its voter is still owed the answer.
func endOf(reader station.Reader, m matter.Matter) (time.Time, error) {
	for range longestMerge {
		if m.State != matter.Merged {
			break
		}
		record, err := reader.Record(station.KindMatter, m.Into)
		if err != nil {
			return time.Time{}, err
		}
		m = matter.Fold(record)
	}
	return casebook.EndOf(m), nil
}
