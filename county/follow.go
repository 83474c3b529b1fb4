package county

import (
	"context"
	"log/slog"
	"sync"

	"lianzhan/station"
)

// A station that was away while its node was moved goes on writing where it stood. What arrives so is given to the node's
// present place, as everything else of the branch was.

// follow gives what lies at a former place of a node to its present one: the records named, and all others too after a node left
// a place.
func (r *Room) follow(ctx context.Context, refs []station.Ref, all bool) error {
	former, err := r.tree.formerly()
	if err != nil || len(former) == 0 {
		return err
	}
	nodes, err := r.tree.all()
	if err != nil {
		return err
	}
	if places := routes(former); all && places != r.late.looked {
		if refs, err = r.everything(); err != nil {
			return err
		}
		r.late.looked = places
	}
	var edits []station.Edit
	err = r.Store.Inspect(func(l station.Ledger) error {
		for _, ref := range refs {
			place, err := l.Place(ref)
			if err != nil {
				return err
			}
			to, late := forwarded(place, former, nodes)
			if !late || ref.Kind == station.KindNode {
				continue
			}
			move, err := station.MoveTo(ref.Kind, ref.ID, to)
			if err != nil {
				return err
			}
			edits = append(edits, move)
		}
		return nil
	})
	if err != nil || len(edits) == 0 {
		return err
	}
	slog.Info("records written at a former place follow their station", "records", len(edits))
	_, err = r.Store.Write(ctx, "tree", edits...)
	return err
}

// everything names the records this version knows.
func (r *Room) everything() (refs []station.Ref, err error) {
	err = r.Store.View(func(reader station.Reader) error {
		for _, kind := range station.Kinds {
			records, err := reader.Records(kind)
			if err != nil {
				return err
			}
			for _, record := range records {
				refs = append(refs, station.Ref{Kind: kind, ID: record.ID})
			}
		}
		return nil
	})
	return refs, err
}

const mostRefs = 10_000 // remembered one by one; of more, all are looked at

// follower owns the goroutine that looks after late arrivals.
type follower struct {
	lock sync.Mutex
	refs map[station.Ref]bool
	all  bool

	looked string // the former places for which everything was looked at

	wake chan struct{}
	ctx  context.Context
	stop context.CancelFunc
	done sync.WaitGroup
}

func newFollower() *follower {
	f := &follower{refs: map[station.Ref]bool{}, all: true, wake: make(chan struct{}, 1)}
	f.ctx, f.stop = context.WithCancel(context.Background())
	return f
}

// heard is called by the store after each commit. A node that changed may have left a place: everything is looked at.
func (f *follower) heard(a station.Announcement) {
	f.lock.Lock()
	for _, ref := range a.Refs {
		f.refs[ref] = true
		f.all = f.all || ref.Kind == station.KindNode || len(f.refs) > mostRefs
	}
	f.lock.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// taken is what was heard since the last time.
func (f *follower) taken() (refs []station.Ref, all bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	for ref := range f.refs {
		refs = append(refs, ref)
	}
	all, f.all = f.all, false
	clear(f.refs)
	return refs, all
}

func (f *follower) start(follow func(ctx context.Context, refs []station.Ref, all bool) error) {
	f.done.Go(func() {
		for {
			if refs, all := f.taken(); len(refs) > 0 || all {
				if err := follow(f.ctx, refs, all); err != nil && f.ctx.Err() == nil {
					slog.Error("late records did not follow their station", "err", err)
				}
			}
			select {
			case <-f.ctx.Done():
				return
			case <-f.wake:
			}
		}
	})
}

func (f *follower) close() {
	f.stop()
	f.done.Wait()
}
