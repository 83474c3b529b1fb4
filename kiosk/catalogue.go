package kiosk

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"lianzhan/station"
)

const (
	// baseAge is how long the box's own address is believed before it is asked again: a router may give it a new one.
	baseAge = 10 * time.Second
	// mostStale bounds the names remembered between two visits; beyond it reading everything again is cheaper.
	mostStale = 1024
)

// catalogue keeps the edition the public reads and renews it when a record, the day or the box's address changed.
// The first visitor after a change renews it before being answered, so nobody is told what is no longer true.
type catalogue struct {
	store   Store
	now     func() station.Reading
	station string
	home    func() station.Station
	base    func() string

	stale   stale
	current atomic.Pointer[edition]
	checked atomic.Int64 // Unix nanoseconds at which the address was last asked
	lock    sync.Mutex   // held by the one visitor who renews
}

func newCatalogue(o Options) *catalogue {
	c := &catalogue{store: o.Store, now: o.Now, station: o.Station, home: o.Home, base: o.Base}
	c.stale.all = true
	return c
}

// heard is called by the store after each commit. A matter, an account or a line of the audit changes no page of the
// catalogue: a busy day at the counter must not push out what is ready-made.
func (c *catalogue) heard(a station.Announcement) {
	refs := make([]station.Ref, 0, len(a.Refs))
	for _, ref := range a.Refs {
		switch ref.Kind {
		case station.KindMatter, station.KindSession, station.KindTemplate, station.KindAccount, station.KindAudit:
		default:
			refs = append(refs, ref)
		}
	}
	c.stale.add(refs)
}

// open returns the edition that is true now.
func (c *catalogue) open() (*edition, error) {
	if e := c.current.Load(); c.holds(e, c.moment()) {
		return e, nil
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	now := c.moment() // the clock went on while somebody else renewed
	if e := c.current.Load(); c.holds(e, now) {
		return e, nil
	}
	return c.renew(now)
}

// moment is the time in Beijing, whatever zone the box is set to.
func (c *catalogue) moment() time.Time { return c.now().Time.In(station.Zone) }

// holds reports whether an edition needs no second look.
func (c *catalogue) holds(e *edition, now time.Time) bool {
	return e != nil && e.upTo == c.stale.count.Load() && e.on(now) &&
		now.Sub(time.Unix(0, c.checked.Load())).Abs() < baseAge
}

// renew makes the edition of this moment from the last one, reading from the store only what changed.
func (c *catalogue) renew(now time.Time) (*edition, error) {
	last := c.current.Load()
	if last == nil {
		last = &edition{records: newRecords(), roster: &roster{}}
	}
	base := c.base()
	c.checked.Store(now.UnixNano())
	refs, all, upTo := c.stale.take()
	if len(refs) == 0 && !all && last.base == base && last.on(now) {
		return last, nil
	}
	var read records
	err := c.store.View(func(r station.Reader) (err error) {
		read, err = last.records.reread(r, refs, all)
		return err
	})
	if err != nil {
		c.stale.giveBack(refs, all)
		return nil, err
	}
	home := homeOf(read, c.station)
	if c.home != nil {
		home = c.home()
	}
	next := newEdition(read, last, now, home)
	next.upTo, next.base = upTo, base
	c.current.Store(next)
	return next, nil
}

// stale remembers which records changed since they were last read. Adding is quick, as the store's watchers must be.
type stale struct {
	count atomic.Uint64 // grows with every addition, so that a visit sees without a lock whether it is up to date
	lock  sync.Mutex
	refs  map[station.Ref]bool
	all   bool
}

// add notes changed records.
func (s *stale) add(refs []station.Ref) {
	if len(refs) == 0 {
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.refs == nil {
		s.refs = map[station.Ref]bool{}
	}
	for _, ref := range refs {
		s.refs[ref] = true
	}
	if len(s.refs) > mostStale {
		s.all, s.refs = true, nil
	}
	s.count.Add(1)
}

// take hands over what is stale, and the count up to which it holds. What changes from here on counts beyond.
func (s *stale) take() (refs map[station.Ref]bool, all bool, upTo uint64) {
	s.lock.Lock()
	defer s.lock.Unlock()
	refs, all = s.refs, s.all
	s.refs, s.all = nil, false
	return refs, all, s.count.Load()
}

// giveBack returns what could not be read.
func (s *stale) giveBack(refs map[station.Ref]bool, all bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.refs == nil {
		s.refs = map[station.Ref]bool{}
	}
	maps.Copy(s.refs, refs)
	s.all = s.all || all
}
