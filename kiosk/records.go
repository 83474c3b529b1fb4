package kiosk

import (
	"cmp"
	"errors"
	"log/slog"
	"maps"
	"slices"

	"lianzhan/station"
)

// records are all the collections the public is served from.
type records struct {
	stations    collection[station.Station]
	deputies    collection[station.Deputy]
	groups      collection[station.Group]
	rules       collection[station.ReceptionRule]
	holidays    collection[station.Holidays]
	activities  collection[station.Activity]
	projects    collection[station.Project]
	suggestions collection[station.Suggestion]
	articles    collection[station.Article]
	screens     collection[station.Screen]
	units       collection[station.Unit]
	policies    collection[station.Policy]
}

func newRecords() records {
	var b records
	b.stations.kind, b.stations.order = station.KindStation,
		byLine(func(s *station.Station) (int, string) { return s.Order, s.ID })
	b.deputies.kind, b.deputies.order = station.KindDeputy,
		byLine(func(d *station.Deputy) (int, string) { return d.Order, d.ID })
	b.groups.kind, b.groups.order = station.KindGroup,
		byLine(func(g *station.Group) (int, string) { return g.Order, g.ID })
	b.rules.kind, b.rules.order = station.KindReception,
		byLine(func(r *station.ReceptionRule) (int, string) { return 0, r.ID })
	b.holidays.kind, b.holidays.order = station.KindHolidays,
		byLine(func(h *station.Holidays) (int, string) { return h.Year, h.ID })
	b.screens.kind, b.screens.order = station.KindScreen,
		byLine(func(s *station.Screen) (int, string) { return 0, s.ID })
	b.projects.kind, b.projects.order = station.KindProject,
		byLine(func(p *station.Project) (int, string) { return -p.Year<<16 + p.Number, p.ID })
	b.activities.kind, b.activities.order = station.KindActivity,
		latest(func(a *station.Activity) (station.Date, string) { return a.Date, a.ID })
	b.suggestions.kind, b.suggestions.order = station.KindSuggestion,
		latest(func(s *station.Suggestion) (station.Date, string) { return s.SubmittedOn, s.ID })
	b.articles.kind, b.articles.order = station.KindArticle,
		latest(func(a *station.Article) (station.Date, string) { return a.PublishedOn, a.ID })
	b.units.kind, b.units.order = station.KindUnit,
		byLine(func(u *station.Unit) (int, string) { return u.Order, u.ID })
	b.policies.kind, b.policies.order = station.KindPolicy,
		byLine(func(*station.Policy) (int, string) { return 0, "" })
	return b
}

// reread returns the records with the named records, or all, read again from one moment of the store.
func (b records) reread(r station.Reader, refs map[station.Ref]bool, all bool) (records, error) {
	ids := map[station.Kind][]string{}
	for ref := range refs {
		ids[ref.Kind] = append(ids[ref.Kind], ref.ID)
	}
	err := errors.Join(
		b.stations.reread(r, ids, all), b.deputies.reread(r, ids, all), b.groups.reread(r, ids, all),
		b.rules.reread(r, ids, all), b.holidays.reread(r, ids, all), b.activities.reread(r, ids, all),
		b.projects.reread(r, ids, all), b.suggestions.reread(r, ids, all), b.articles.reread(r, ids, all),
		b.screens.reread(r, ids, all), b.units.reread(r, ids, all), b.policies.reread(r, ids, all),
	)
	return b, err
}

// collection holds the living records of one kind, decoded. Its map is never altered once read: a change makes a new one.
type collection[T any] struct {
	kind    station.Kind
	order   func(a, b *T) int
	things  map[string]*T
	places  map[string]string // branch of the tree by id, where records belong to one
	sorted  []*T
	reading int // how often it was read
}

// reread reads the named records again, or all.
func (s *collection[T]) reread(r station.Reader, ids map[station.Kind][]string, all bool) error {
	if all {
		return s.readAll(r)
	}
	if len(ids[s.kind]) == 0 {
		return nil
	}
	things, places, sorted := maps.Clone(s.things), maps.Clone(s.places), slices.Clone(s.sorted)
	for _, id := range ids[s.kind] {
		record, err := r.Record(s.kind, id)
		if err != nil && station.Worded(err).Class != station.FaultNotFound {
			return err
		}
		if old := things[id]; old != nil {
			delete(things, id)
			delete(places, id)
			sorted = slices.DeleteFunc(sorted, func(thing *T) bool { return thing == old })
		}
		if err == nil && put(things, places, record) {
			sorted = append(sorted, things[id])
		}
	}
	slices.SortFunc(sorted, s.order)
	s.things, s.places, s.sorted, s.reading = things, places, sorted, s.reading+1
	return nil
}

func (s *collection[T]) readAll(r station.Reader) error {
	living, err := r.Records(s.kind)
	if err != nil {
		return err
	}
	things, places := make(map[string]*T, len(living)), map[string]string{}
	for _, record := range living {
		put(things, places, record)
	}
	s.things, s.places, s.sorted, s.reading = things, places, slices.SortedFunc(maps.Values(things), s.order), s.reading+1
	return nil
}

// put decodes a record. One that cannot be read, from a newer version perhaps, is left out: the public must not lose
// the whole page over it.
func put[T any](things map[string]*T, places map[string]string, record station.Record) bool {
	thing, err := station.Decode[T](record)
	if err != nil {
		slog.Warn("a record cannot be shown", "kind", record.Kind, "id", record.ID, "error", err)
		return false
	}
	things[record.ID] = &thing
	if record.Place != "" {
		places[record.ID] = record.Place
	}
	return true
}

// byLine sorts by the line people gave a thing, then by id.
func byLine[T any](key func(*T) (line int, id string)) func(a, b *T) int {
	return func(a, b *T) int {
		lineA, idA := key(a)
		lineB, idB := key(b)
		return cmp.Or(cmp.Compare(lineA, lineB), cmp.Compare(idA, idB))
	}
}

// latest sorts the newest first.
func latest[T any](key func(*T) (on station.Date, id string)) func(a, b *T) int {
	return func(a, b *T) int {
		dateA, idA := key(a)
		dateB, idB := key(b)
		return cmp.Or(cmp.Compare(dateB, dateA), cmp.Compare(idB, idA))
	}
}
