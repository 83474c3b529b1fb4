package account

import (
	"sync"
	"time"
)

// standing is who is signed in, as it was read a moment ago: the live sockets all ask at once, and the answer may lie in a
// database.
type standing struct {
	lock sync.Mutex
	open map[string]bool // nil: not known
	when time.Time
}

const standingLife = 100 * time.Millisecond

func (s *standing) has(id string, read func() ([]session, error)) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if !s.open[id] || time.Since(s.when) >= standingLife { // one that was not there may have begun since
		open, err := read()
		s.when = time.Now()
		if err != nil {
			return s.open == nil || s.open[id]
		}
		s.open = map[string]bool{}
		for _, o := range open {
			s.open[o.ID] = true
		}
	}
	return s.open[id]
}

// forget is called when a session ended here: that is known at once.
func (s *standing) forget() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.open = nil
}

func (r *Room) open() ([]session, error) { return r.sessions.list(r.now()) }
