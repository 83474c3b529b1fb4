package intake

import "maps"

// WatchDrafts calls fn after every change of a draft, until stop.
func (d *Drafts) WatchDrafts(fn func()) (stop func()) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.watched++
	mine := d.watched
	d.watchers[mine] = fn
	return func() {
		d.lock.Lock()
		defer d.lock.Unlock()
		delete(d.watchers, mine)
	}
}

// Changed is closed at the next change of any draft.
func (d *Drafts) Changed() <-chan struct{} {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.changed
}

// tell wakes who waits and calls who watches, outside the lock.
func (d *Drafts) tell() {
	d.lock.Lock()
	close(d.changed)
	d.changed = make(chan struct{})
	watchers := maps.Clone(d.watchers)
	d.lock.Unlock()
	for _, fn := range watchers {
		fn()
	}
}
