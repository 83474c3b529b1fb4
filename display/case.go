package display

import (
	"maps"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// recent is how long a solved matter stays in the figures and on the wall.
const recent = 30

// cases are the matters a wall may speak of, by id. The map is never altered once read.
type cases map[string]matter.Matter

// reread returns the cases with the named matters, or all, read again.
func (c cases) reread(r station.Reader, ids map[string]bool) (cases, error) {
	if ids == nil {
		records, err := r.Records(station.KindMatter)
		all := cases{}
		for _, record := range records {
			all.keep(matter.Fold(record))
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
			next.keep(matter.Fold(record))
		} else if station.Worded(err).Class != station.FaultNotFound {
			return c, err
		}
	}
	return next, nil
}

// keep takes what was accepted and not filed long ago, without anything a voter said or is called.
func (c cases) keep(m matter.Matter) {
	if m.Accept.IsZero() || m.State == matter.Merged || m.State == matter.Archived && !m.Public.Released {
		return
	}
	m.Told, m.Contact, m.Letters, m.Escalations = nil, nil, nil, nil
	for i := range m.Timeline {
		m.Timeline[i].Data, m.Timeline[i].Note = nil, ""
	}
	c[m.ID] = m
}

// unanswered reports whether the voter still waits for the reply.
func unanswered(m matter.Matter) bool { return m.State.Open() && m.Reply() == nil }

// daysSince counts calendar days from an instant to a day.
func daysSince(at time.Time, today station.Date) int {
	return int(today.Time().Sub(station.DateOf(at.In(station.Zone)).Time()) / (24 * time.Hour))
}
