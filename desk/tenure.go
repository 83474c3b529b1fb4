package desk

import (
	"slices"

	"lianzhan/station"
)

// tenure turns the memberships a deputy holds in one kind of body into the ones a roster names, keeping history: what
// no longer holds gets an end date, what is new begins today if it takes the place of something.
type tenure struct {
	in    station.Body
	today station.Date
	all   []station.Membership // of every body; changed in place
	named map[int]bool         // those the roster names, or that just ended
	fresh []station.Membership // to be opened
	ended bool
}

// renew returns the memberships after the roster. ends says whether one that the roster does not name is over, given
// whether the roster opens another in its place.
func renew(all []station.Membership, in station.Body, wanted []station.Membership, today station.Date,
	ends func(m station.Membership, opens bool) bool) []station.Membership {
	t := tenure{in: in, today: today, all: slices.Clone(all), named: map[int]bool{}}
	for _, w := range wanted {
		t.want(w)
	}
	for i, m := range t.all {
		if m.In == in && m.Holds(today) && !t.named[i] && ends(m, len(t.fresh) > 0) {
			t.end(i)
		}
	}
	return t.close()
}

func sameBody(a, b station.Membership) bool { return a.In == b.In && a.Tier == b.Tier && a.Of == b.Of }

// want finds the membership the roster names among those held, fills what it left open, or asks for a new one.
func (t *tenure) want(w station.Membership) {
	i := slices.IndexFunc(t.all, func(m station.Membership) bool { return sameBody(m, w) && m.Holds(t.today) })
	if i < 0 {
		known := slices.ContainsFunc(t.all, func(m station.Membership) bool {
			return sameBody(m, w) && (w.EndDate != "" && m.EndDate == w.EndDate || w.StartDate != "" && m.StartDate == w.StartDate)
		})
		if !known { // else the file still lists a term that is over, or names one that is to come
			t.fresh = append(t.fresh, w)
		}
		return
	}
	t.named[i] = true
	m := &t.all[i]
	if w.Area != "" && m.Area != "" && w.Area != m.Area || w.Term != "" && m.Term != "" && w.Term != m.Term {
		t.end(i)
		t.fresh = append(t.fresh, w)
		return
	}
	m.Area, m.Term, m.StartDate = either(m.Area, w.Area), either(m.Term, w.Term), either(m.StartDate, w.StartDate)
	m.EndDate = either(w.EndDate, m.EndDate)
}

func either[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}

// end closes a membership on the day before. One that began today was only ever a slip and goes without a trace.
func (t *tenure) end(i int) {
	t.ended, t.named[i] = true, true
	t.all[i].EndDate = t.today.AddDays(-1)
}

// close drops the slips and opens what is new.
func (t *tenure) close() []station.Membership {
	past := slices.ContainsFunc(t.all, func(m station.Membership) bool {
		return m.In == t.in && m.EndDate != "" && m.EndDate.Before(t.today)
	})
	all := slices.DeleteFunc(t.all, func(m station.Membership) bool {
		return m.In == t.in && m.StartDate == t.today && m.EndDate == t.today.AddDays(-1)
	})
	for _, m := range t.fresh {
		if m.StartDate == "" && past {
			m.StartDate = t.today
		}
		all = append(all, m)
	}
	return all
}

// mandateOver reports whether every mandate of a deputy has ended, and on which day the last one did, while the roster
// brings no new term: an old list must not put somebody back on the wall who left office (代表法 art. 61-62).
func mandateOver(all, seats []station.Membership, today station.Date) (last station.Date, over bool) {
	var terms []string
	for _, m := range all {
		if m.In != station.BodyCongress {
			continue
		}
		if m.EndDate == "" || !m.EndDate.Before(today) {
			return "", false
		}
		last, terms = max(last, m.EndDate), append(terms, m.Term)
	}
	renewed := slices.ContainsFunc(seats, func(s station.Membership) bool {
		return s.Term != "" && !slices.Contains(terms, s.Term) || s.StartDate.After(last)
	})
	return last, last != "" && !renewed
}
