package sync

import (
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// AboveSide is the box towards its parent: nothing while it stands alone, else one client.
type AboveSide struct {
	box      *Box
	clock    offset
	complete func(*wire.Status) // adds what only this process knows

	lock    sync.Mutex
	client  *client // nil while the box stands alone
	started bool
	closed  bool
}

func newAbove(b *Box, complete func(*wire.Status)) *AboveSide {
	return &AboveSide{box: b, complete: complete}
}

// Start connects to the parent, if there is one. It returns at once.
func (s *AboveSide) Start() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.started = true
	s.connect()
}

// connect starts the client of the present link; the lock is held.
func (s *AboveSide) connect() {
	k := s.box.present()
	if s.closed || k.Parent == "" {
		return
	}
	s.client = newClient(s, k)
	s.client.start()
}

// Close hangs up and waits.
func (s *AboveSide) Close() {
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
func (s *AboveSide) Knock() {
	if c := s.present(); c != nil {
		c.up.knock()
	}
}

// KnockFiles says that a file may have come, or wait.
func (s *AboveSide) KnockFiles() {
	if c := s.present(); c != nil {
		c.files.knock()
	}
}

func (s *AboveSide) present() *client {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.client
}

// Standing is whom the box is linked to, how that goes, and when the parent last answered.
func (s *AboveSide) Standing() (parent string, state State, contact time.Time) {
	c, k := s.present(), s.box.present()
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

// lateAfter is how long after the last answer a box no longer calls itself online.
const lateAfter = 2 * pollRung

// Offset is what must be added to the box's wall clock to read the parent's time; ok is false while no parent whose clock is
// trusted was asked within a day.
func (s *AboveSide) Offset() (ahead time.Duration, ok bool) { return s.clock.read(time.Now()) }
