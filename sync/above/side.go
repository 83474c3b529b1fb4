// Package above is the box towards its parent: a client whose lanes push, pull, listen at the doorbell and carry files, each on
// its own, and that feels for a line that was cut.
package above

import (
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/wire"
)

// Side is the box towards its parent: nothing while it stands alone, else one client.
type Side struct {
	box      *box.Box
	clock    offset
	complete func(*wire.Status) // adds what only this process knows

	lock    sync.Mutex
	client  *client // nil while the box stands alone
	started bool
	closed  bool
}

// New is the side of a box that stands alone or is linked; complete adds to a status what only this process knows.
func New(b *box.Box, complete func(*wire.Status)) *Side {
	return &Side{box: b, complete: complete}
}

// Start connects to the parent, if there is one. It returns at once.
func (s *Side) Start() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.started = true
	s.connect()
}

// connect starts the client of the present link; the lock is held.
func (s *Side) connect() {
	k := s.box.Link()
	if s.closed || k.Parent == "" {
		return
	}
	s.client = newClient(s, k)
	s.client.start()
}

// Close hangs up and waits.
func (s *Side) Close() {
	s.lock.Lock()
	s.closed = true
	c := s.client
	s.client = nil
	s.lock.Unlock()
	if c != nil {
		c.close()
	}
}

// Knock says that something was committed; it never waits.
func (s *Side) Knock() {
	if c := s.present(); c != nil {
		c.up.knock()
	}
}

// KnockFiles says that a file may have come, or wait.
func (s *Side) KnockFiles() {
	if c := s.present(); c != nil {
		c.files.knock()
	}
}

func (s *Side) present() *client {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.client
}

// Standing is whom the box is linked to, how that goes, and when the parent last answered.
func (s *Side) Standing() (parent string, state State, contact time.Time) {
	c, k := s.present(), s.box.Link()
	switch {
	case k.Device == "":
		return "", Alone, contact
	case c == nil:
		return k.Parent, Offline, contact
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	state = Offline
	switch {
	case c.barred != "":
		state = c.barred
	case c.reached && c.session != "" && time.Since(c.contact) < lateAfter:
		state = Online
	}
	if !c.contact.IsZero() {
		contact = s.box.Store.Now().Time.Add(-time.Since(c.contact)).In(station.Zone).Truncate(time.Second)
	}
	return k.Parent, state, contact
}

// Trouble is why the parent does not answer, in words; empty when it did, or was not asked yet.
func (s *Side) Trouble() string {
	c := s.present()
	if c == nil {
		return ""
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.trouble
}

// lateAfter is how long after the last answer a box no longer calls itself online.
const lateAfter = 2 * pollRung

// Offset is what must be added to the box's wall clock to read the parent's time; ok is false while no parent whose clock is
// trusted was asked within a day.
func (s *Side) Offset() (ahead time.Duration, ok bool) { return s.clock.read(time.Now()) }
