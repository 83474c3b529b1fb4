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
	// mostDirt bounds the names remembered between two visits; beyond it reading everything again is cheaper.
	mostDirt = 1024
)

// catalogue keeps the edition the public reads and renews it when a record, the day or the box's address changed.
// The first visitor after a change renews it before being answered, so nobody is told what is no longer true.
type catalogue struct {
	store   Store
	now     func() station.Reading
	station string
	base    func() string

	dirt    dirt
	current atomic.Pointer[edition]
	checked atomic.Int64 // Unix nanoseconds at which the address was last asked
	lock    sync.Mutex   // held by the one visitor who renews
}

func newCatalogue(o Options) *catalogue {
	c := &catalogue{store: o.Store, now: o.Now, station: o.Station, base: o.Base}
	c.dirt.all = true
	return c
}

// heard is called by the store after each commit.
func (c *catalogue) heard(a station.Announcement) { c.dirt.add(a.Refs) }

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
	return e != nil && e.upTo == c.dirt.count.Load() && e.on(now) &&
		now.Sub(time.Unix(0, c.checked.Load())).Abs() < baseAge
}

// renew makes the edition of this moment from the last one, reading from the store only what changed.
func (c *catalogue) renew(now time.Time) (*edition, error) {
	last := c.current.Load()
	if last == nil {
		last = &edition{books: newBooks(), roster: &roster{}}
	}
	base := c.base()
	c.checked.Store(now.UnixNano())
	refs, all, upTo := c.dirt.take()
	if len(refs) == 0 && !all && last.base == base && last.on(now) {
		return last, nil
	}
	var read books
	err := c.store.View(func(r station.Reader) (err error) {
		read, err = last.books.reread(r, refs, all)
		return err
	})
	if err != nil {
		c.dirt.giveBack(refs, all)
		return nil, err
	}
	next := newEdition(read, last, now, c.station)
	next.upTo, next.base = upTo, base
	c.current.Store(next)
	return next, nil
}

// dirt remembers which records changed since they were last read. Adding is quick, as the store's watchers must be.
type dirt struct {
	count atomic.Uint64 // grows with every addition, so that a visit sees without a lock whether it is up to date
	lock  sync.Mutex
	refs  map[station.Ref]bool
	all   bool
}

// add notes changed records.
func (d *dirt) add(refs []station.Ref) {
	if len(refs) == 0 {
		return
	}
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.refs == nil {
		d.refs = map[station.Ref]bool{}
	}
	for _, ref := range refs {
		d.refs[ref] = true
	}
	if len(d.refs) > mostDirt {
		d.all, d.refs = true, nil
	}
	d.count.Add(1)
}

// take hands over what is dirty, and the count up to which it holds. What changes from here on counts beyond.
func (d *dirt) take() (refs map[station.Ref]bool, all bool, upTo uint64) {
	d.lock.Lock()
	defer d.lock.Unlock()
	refs, all = d.refs, d.all
	d.refs, d.all = nil, false
	return refs, all, d.count.Load()
}

// giveBack returns what could not be read.
func (d *dirt) giveBack(refs map[station.Ref]bool, all bool) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.refs == nil {
		d.refs = map[station.Ref]bool{}
	}
	maps.Copy(d.refs, refs)
	d.all = d.all || all
}
