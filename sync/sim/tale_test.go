package sim

import (
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// tale is a tree in which only happens what a test does to it.
type tale struct {
	*World
	t *testing.T
}

func newTale(t *testing.T) tale {
	t.Helper()
	disks, err := genesis()
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(7, nil)
	w.weather = weather{bytes: 25}
	for at, b := range w.boxes {
		b.mem.Restore(disks[at], false)
		w.model.begin(b)
	}
	for _, b := range w.boxes[1:] {
		b.tick()
		b.wake(core.LinkUp)
	}
	return tale{w, t}.rest()
}

// rest lets everybody come to rest, and holds the tree against what must be.
func (w tale) rest() tale {
	w.t.Helper()
	w.settles()
	w.check()
	if w.broken != nil {
		w.t.Fatal(w.broken)
	}
	return w
}

func (w tale) settles() {
	w.t.Helper()
	for range patienceSteps / stretch {
		if w.settle(stretch) || w.broken != nil {
			break
		}
		w.repair()
	}
	if why := w.quiet(); w.broken == nil && why != "" {
		w.t.Fatal(why)
	}
	if w.broken != nil {
		w.t.Fatal(w.broken)
	}
}

// pass lets time go by.
func (w tale) pass(d time.Duration) {
	for until := w.now.Add(d); w.now.Before(until) && w.next(); {
		continue
	}
}

func (w tale) at(scope string) *box {
	for seat, s := range w.seats {
		if s.scope == scope {
			return w.boxes[w.holder[seat]]
		}
	}
	w.t.Fatalf("nobody stands at %s", scope)
	return nil
}

func (w tale) put(scope, id, fields string) {
	w.t.Helper()
	if err := w.at(scope).write("clerk", put(id, fields)); err != nil {
		w.t.Fatal(err)
	}
}

func (w tale) matter(scope, id string) {
	w.t.Helper()
	b := w.at(scope)
	if err := b.write("kiosk", w.event(id, "registered", station.Internal, `{}`), w.personal(b, id)); err != nil {
		w.t.Fatal(err)
	}
}

func (w tale) title(scope, id string) string {
	return string(w.at(scope).mem.state(station.KindArticle, id).Fields["title"])
}

func (w tale) want(scope, id, title string) {
	w.t.Helper()
	if got := w.title(scope, id); got != title {
		w.t.Fatalf("%s has %s for %s, want %s", scope, got, id, title)
	}
}

// notes counts what sync itself remembers at a box.
func (w tale) notes(scope string) int { return len(w.at(scope).mem.disk.notes) }

func (w tale) faults(scope string) (codes []string) {
	w.t.Helper()
	if err := w.at(scope).mem.Inspect(func(l station.Ledger) error {
		parked, err := core.Quarantined(l)
		for _, f := range parked {
			codes = append(codes, f.Code)
		}
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return codes
}
