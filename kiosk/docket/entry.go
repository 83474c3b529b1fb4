package docket

import (
	"cmp"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Entry is what is remembered of one matter. Text and photos are there only while the matter is shown.
type Entry struct {
	ID       string
	Year     int
	Serial   uint64
	branch   string
	series   string
	State    matter.State
	Category string
	Unit     string       // id
	Accepted station.Date // "" before
	Due      station.Date // until when a reply is owed; "" when none is
	Closed   station.Date
	MeToo    int
	Rating   matter.Satisfaction

	Shown              bool
	Released           time.Time
	Title, Text, Place string
	Result             string
	Photos             []string // SHA-256

	code    string
	imprint string // of what was said and where
	at      time.Time
	files   []string // the voter's and the unit's own
}

// entryOf remembers a matter by the rules of the station.
func entryOf(m matter.Matter, rules Rules) *Entry {
	e := &Entry{ID: m.ID, Year: m.Year, Serial: m.Serial, branch: m.Branch, series: m.Series, State: m.State, Category: m.Category, Unit: m.LeadUnit,
		Accepted: dateOf(m.Accept), Closed: dateOf(m.Closed), MeToo: m.MeToo, code: m.CodeHash, imprint: m.Print}
	if len(m.Timeline) > 0 {
		e.at = m.Timeline[0].At
	}
	if m.Rating != nil {
		e.Rating = m.Rating.Satisfaction
	}
	for _, told := range m.Told {
		e.files = append(e.files, told.Photos...)
		if told.Voice != "" {
			e.files = append(e.files, told.Voice)
		}
	}
	for _, reply := range m.Replies {
		e.files = append(e.files, reply.Photos...)
	}
	if !m.Accept.IsZero() && m.State.Open() {
		e.Due = dueOf(m, rules)
	}
	if shown := m.Public.Shown; m.Public.Released && shown != nil {
		e.Shown, e.Released = true, m.Public.At
		e.Title, e.Text, e.Place, e.Result, e.Photos = shown.Title, shown.Text, shown.Place, shown.Result, shown.Photos
	}
	return e
}

// dueOf is the day by which an accepted matter must be answered.
func dueOf(m matter.Matter, rules Rules) station.Date {
	var due station.Date
	for _, d := range m.Deadlines(rules.Terms, rules.Calendar) {
		if (d.Step == matter.ToReply || d.Step == matter.ToRedo) && d.Done == "" {
			due = d.Due
		}
	}
	return due
}

func dateOf(at time.Time) station.Date {
	if at.IsZero() {
		return ""
	}
	return station.DateOf(at.In(station.Zone))
}

// Number is the matter's number on paper, under the area of its branch.
func (e *Entry) Number(area func(branch string) string) string {
	m := matter.Matter{Year: e.Year, Serial: e.Serial}
	m.Series = e.series
	return m.Number(area(e.branch))
}

// Late reports whether the answer is overdue on a day.
func (e *Entry) Late(today station.Date) bool { return e.Due != "" && today > e.Due }

// Solved reports whether the matter was closed.
func (e *Entry) Solved() bool { return e.Closed != "" }

func latest(a, b *Entry) int {
	return cmp.Or(b.Released.Compare(a.Released), cmp.Compare(a.ID, b.ID))
}

// Filter is which of the shown matters are asked for; zero fields let all through.
type Filter struct {
	Solved *bool
	Unit   string // id
}

// Shown lists the released matters a filter lets through, the latest first.
func (d *Docket) Shown(f Filter) []*Entry {
	d.lock.RLock()
	defer d.lock.RUnlock()
	list := slices.Clone(d.shown)
	return slices.DeleteFunc(list, func(e *Entry) bool {
		return f.Solved != nil && e.Solved() != *f.Solved || f.Unit != "" && e.Unit != f.Unit
	})
}

// Released is one released matter by its id.
func (d *Docket) Released(id string) (*Entry, bool) {
	d.lock.RLock()
	defer d.lock.RUnlock()
	e := d.entries[id]
	return e, e != nil && e.Shown
}

// Places are the spots named in released matters, each once.
func (d *Docket) Places() []string {
	d.lock.RLock()
	defer d.lock.RUnlock()
	var places []string
	for _, e := range d.shown {
		if e.Place != "" && !slices.Contains(places, e.Place) {
			places = append(places, e.Place)
		}
	}
	slices.Sort(places)
	return places
}
