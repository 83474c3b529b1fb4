// Package open311 answers the county's public matters in the words of Open311 GeoReport v2, read only: what was released for
// the public by two people, and nothing about who reported it.
package open311

import (
	"strings"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Store is what the adapter reads from.
type Store interface {
	View(func(station.Reader) error) error
	Watch(fn func(station.Announcement)) (stop func())
	Now() station.Reading
}

// Options introduce the adapter to its neighbours.
type Options struct {
	Store Store
	Base  func() string // address in front of pictures
}

// Adapter keeps the released matters at hand; only those that changed are folded again.
type Adapter struct {
	Options
	stop func()

	lock     sync.Mutex
	all      bool
	stale    map[string]bool
	requests map[string]Request
}

// New makes an adapter that listens until Close.
func New(o Options) *Adapter {
	a := &Adapter{Options: o, all: true, stale: map[string]bool{}}
	a.stop = o.Store.Watch(a.heard)
	return a
}

// Close stops listening.
func (a *Adapter) Close() { a.stop() }

const mostStale = 4096

func (a *Adapter) heard(n station.Announcement) {
	a.lock.Lock()
	defer a.lock.Unlock()
	for _, ref := range n.Refs {
		if ref.Kind == station.KindMatter {
			a.stale[ref.ID] = true
		}
		a.all = a.all || ref.Kind == station.KindUnit || len(a.stale) > mostStale
	}
}

// Request is one matter as GeoReport v2 has it. Its order of fields is the specification's.
type Request struct {
	ID       string     `json:"service_request_id" xml:"service_request_id"`
	Status   string     `json:"status" xml:"status"` // open or closed
	Notes    string     `json:"status_notes" xml:"status_notes"`
	Extended string     `json:"extended_status" xml:"extended_status"` // as FixMyStreet's extension words it
	Name     string     `json:"service_name" xml:"service_name"`
	Code     string     `json:"service_code" xml:"service_code"`
	Text     string     `json:"description" xml:"description"`
	Agency   string     `json:"agency_responsible" xml:"agency_responsible"`
	Asked    time.Time  `json:"requested_datetime" xml:"requested_datetime"`
	Updated  time.Time  `json:"updated_datetime" xml:"updated_datetime"`
	Expected *time.Time `json:"expected_datetime" xml:"expected_datetime,omitempty"`
	Address  string     `json:"address" xml:"address"`
	Media    string     `json:"media_url" xml:"media_url"`
}

// renew takes in every commit made before the call.
func (a *Adapter) renew() (map[string]Request, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if !a.all && len(a.stale) == 0 {
		return a.requests, nil
	}
	next := map[string]Request{}
	err := a.Store.View(func(r station.Reader) error {
		if a.all {
			return a.readAll(r, next)
		}
		for id, held := range a.requests {
			next[id] = held
		}
		for id := range a.stale {
			delete(next, id)
			record, err := r.Record(station.KindMatter, id)
			if err == nil {
				err = a.enter(r, record, next)
			}
			if err != nil && station.Worded(err).Class != station.FaultNotFound {
				return err
			}
		}
		return nil
	})
	if err == nil {
		a.requests, a.all, a.stale = next, false, map[string]bool{}
	}
	return a.requests, err
}

func (a *Adapter) readAll(r station.Reader, into map[string]Request) error {
	records, err := r.Records(station.KindMatter)
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := a.enter(r, record, into); err != nil {
			return err
		}
	}
	return nil
}

func (a *Adapter) enter(r station.Reader, record station.Record, into map[string]Request) error {
	m := matter.Fold(record)
	if !m.Public.Released || m.Public.Shown == nil {
		return nil
	}
	unit, err := r.Record(station.KindUnit, m.LeadUnit)
	if err != nil && station.Worded(err).Class != station.FaultNotFound {
		return err
	}
	office, err := station.Decode[station.Unit](unit)
	if err != nil {
		return err
	}
	into[m.ID] = requestOf(m, office.Name)
	return nil
}

// The two statuses of the specification.
const (
	open   = "open"
	closed = "closed"
)

// requestOf words a released matter: only what its public text says.
func requestOf(m matter.Matter, unit string) Request {
	shown, extended := m.Public.Shown, Extended(m)
	q := Request{ID: m.ID, Status: open, Extended: extended, Notes: strings.TrimSpace(m.State.Label() + " " + shown.Result),
		Name: matter.CategoryLabel(m.Category), Code: m.Category, Text: strings.TrimSpace(shown.Title + "\n" + shown.Text), Agency: unit,
		Asked: m.Timeline[0].At, Updated: later(m.Since, m.Public.At), Address: shown.Place}
	if !m.State.Open() || extended == "CLOSED" || extended == "FIXED" {
		q.Status = closed
	}
	if len(shown.Photos) > 0 {
		q.Media = "/api/v1/files/" + shown.Photos[0]
	}
	return q
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
