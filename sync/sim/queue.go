package sim

import (
	"container/heap"
	"time"
)

// event is something that happens at a moment; equal moments keep the order in which they were asked for.
type event struct {
	at    time.Time
	order uint64
	what  string
	run   func()
}

type agenda []*event

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	if a[i].at.Equal(a[j].at) {
		return a[i].order < a[j].order
	}
	return a[i].at.Before(a[j].at)
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push and Pop are heap.Interface.
func (a *agenda) Push(x any) { *a = append(*a, x.(*event)) }

// Pop takes the last.
func (a *agenda) Pop() any {
	old := *a
	last := old[len(old)-1]
	old[len(old)-1] = nil
	*a = old[:len(old)-1]
	return last
}

// later puts something on the agenda.
func (w *World) later(d time.Duration, what string, run func()) *event {
	w.order++
	e := &event{at: w.now.Add(d), order: w.order, what: what, run: run}
	heap.Push(&w.agenda, e)
	return e
}

// next takes the earliest event; false when nothing is left to happen.
func (w *World) next() bool {
	for len(w.agenda) > 0 {
		e := heap.Pop(&w.agenda).(*event)
		if e.run == nil {
			continue // called off
		}
		w.now = e.at
		w.mark(e.what)
		e.run()
		return true
	}
	return false
}
