package display

import (
	"maps"
	"strconv"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// recent is how many days a closed matter stays in the figures.
const recent = 30

// promised is what a wall may say of an accepted matter, and nothing a voter said or is called.
type promised struct {
	number       string // year and number: 2026-12
	category     string
	unit         string // id of the lead unit
	confidential bool
	due          station.Date // of the voter's answer, while it is awaited
	closed       station.Date
	shown        *matter.PublicDraft // the text released for the public
	solved       *answered           // what was done, where it was done
}

// answered is a reply that says the thing was done.
type answered struct {
	on     station.Date
	days   int // from accepting
	rating string
}

// reckoning is what deadlines are counted with.
type reckoning struct {
	terms    matter.Terms
	calendar station.Calendar
	today    station.Date
}

// cases are the matters a wall may speak of, by id. The map is never altered once read.
type cases map[string]promised

// reread returns the cases with the named matters, or all, read again.
func (c cases) reread(r station.Reader, ids map[string]bool, by reckoning) (cases, error) {
	if ids == nil {
		records, err := r.Records(station.KindMatter)
		all := cases{}
		for _, record := range records {
			all.keep(matter.Fold(record), by)
		}
		return all, err
	}
	next := maps.Clone(c)
	if next == nil {
		next = cases{}
	}
	for id := range ids {
		delete(next, id)
		record, err := r.Record(station.KindMatter, id)
		if err == nil {
			next.keep(matter.Fold(record), by)
		} else if station.Worded(err).Class != station.FaultNotFound {
			return c, err
		}
	}
	return next, nil
}

// keep takes what still waits for its answer, was closed lately, or was solved and may be shown.
func (c cases) keep(m matter.Matter, by reckoning) {
	if m.Accept.IsZero() || m.State == matter.Merged {
		return
	}
	p := promised{number: strconv.Itoa(m.Year) + "-" + strconv.FormatUint(m.Serial, 10), category: m.Category, unit: m.LeadUnit,
		confidential: m.Confidential}
	if m.Public.Released {
		p.shown = m.Public.Shown
	}
	if !m.Closed.IsZero() {
		p.closed = dateOf(m.Closed)
	}
	reply := m.Reply()
	if m.State.Open() && reply == nil {
		p.due = replyBy(m, by)
	}
	if p.shown != nil && reply != nil && reply.Class == "A" {
		p.solved = &answered{on: dateOf(reply.At), days: max(1, daysBetween(dateOf(m.Accept), dateOf(reply.At))), rating: ratingOf(m)}
	}
	if p.due != "" || p.solved != nil || p.closed != "" && daysBetween(p.closed, by.today) < recent {
		c[m.ID] = p
	}
}

// replyBy is the day by which the voter is to have an answer, of the first round or of a redo.
func replyBy(m matter.Matter, by reckoning) (due station.Date) {
	for _, d := range m.Deadlines(by.terms, by.calendar) {
		if d.Done == "" && (d.Step == matter.ToReply || d.Step == matter.ToRedo) {
			due = d.Due
		}
	}
	return due
}

func ratingOf(m matter.Matter) string {
	if m.Rating == nil {
		return ""
	}
	return m.Rating.Satisfaction.Label()
}

func dateOf(at time.Time) station.Date { return station.DateOf(at.In(station.Zone)) }

// daysBetween counts calendar days.
func daysBetween(from, to station.Date) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}
