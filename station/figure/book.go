package figure

import (
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

// Kinds are the kinds of record that are counted. Holidays are not: when they change, a new book must be filled.
var Kinds = []station.Kind{station.KindStation, station.KindDeputy, station.KindGroup, station.KindUnit, station.KindSession,
	station.KindActivity, station.KindMatter, station.KindSuggestion, station.KindProject, station.KindArticle}

// Book holds what counting needs of every record. It is no safer than a map: whoever owns it sees to it that nobody reads
// while somebody writes.
type Book struct {
	here     string // scope of the box the book is kept at: records that name no place belong there
	calendar station.Calendar

	places    []string // scopes by number
	placeAt   map[string]int32
	personAt  map[string]int32 // numbers of deputies, kept for good
	personsOf []string

	sessions    table[sessionFact]
	activities  table[activityFact]
	deputies    table[deputyFact]
	sites       table[siteFact]
	groups      table[groupFact]
	units       table[unitFact]
	articles    table[articleFact]
	projects    table[projectFact]
	suggestions table[suggestionFact]
	matters     table[matterFact]
}

// NewBook makes an empty book kept at a scope; deadlines are counted by the calendar.
func NewBook(here string, calendar station.Calendar) *Book {
	return &Book{here: here, calendar: calendar, placeAt: map[string]int32{}, personAt: map[string]int32{}}
}

func numberOf(at map[string]int32, list *[]string, word string) int32 {
	n, known := at[word]
	if !known {
		n = int32(len(*list))
		at[word] = n
		*list = append(*list, word)
	}
	return n
}

func (b *Book) person(id string) int32 { return numberOf(b.personAt, &b.personsOf, id) }

func (b *Book) persons(ids []string) []int32 {
	list := make([]int32, 0, len(ids))
	for _, id := range ids {
		if n := b.person(id); !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// Put takes a record in as it stands now. Kinds that are not counted are passed over.
func (b *Book) Put(r station.Record) error {
	if r.Deleted() {
		b.Drop(station.Ref{Kind: r.Kind, ID: r.ID})
		return nil
	}
	h := head{kind: r.Kind, id: r.ID, place: numberOf(b.placeAt, &b.places, station.Resolve(r.Place, b.here))}
	switch r.Kind {
	case station.KindMatter:
		m := matter.Fold(r)
		if m.State == "" {
			return nil // what was registered has not arrived yet
		}
		b.matters.put(r.ID, matterFactOf(h, m, b.calendar))
	case station.KindSuggestion:
		b.suggestions.put(r.ID, suggestionFactOf(h, proposal.Fold(r), b.calendar))
	case station.KindSession:
		return putting(r, func(s station.ReceptionSession) { b.putSession(h, s) })
	case station.KindActivity:
		return putting(r, func(a station.Activity) { b.putActivity(h, a) })
	case station.KindDeputy:
		return putting(r, func(d station.Deputy) { b.putDeputy(h, d) })
	}
	return b.putFlat(h, r)
}

// putFlat takes in the kinds that are kept much as they are.
func (b *Book) putFlat(h head, r station.Record) error {
	switch r.Kind {
	case station.KindStation:
		return putting(r, func(s station.Station) {
			h.title = s.Name
			s.Intro, s.Villages = "", nil
			b.sites.put(h.id, siteFact{h, s})
		})
	case station.KindGroup:
		return putting(r, func(g station.Group) { h.title = g.Name; b.groups.put(h.id, groupFact{h, g.Kind}) })
	case station.KindUnit:
		return putting(r, func(u station.Unit) { h.title = u.Name; b.units.put(h.id, unitFact{h}) })
	case station.KindArticle:
		return putting(r, func(a station.Article) {
			h.title = a.Title
			b.articles.put(h.id, articleFact{h, a.PublishedOn, a.Kind, a.Public})
		})
	case station.KindProject:
		return putting(r, func(p station.Project) {
			h.title = p.Name
			b.projects.put(h.id, projectFact{h, p.Year, p.Progress, p.DueOn, p.Votes})
		})
	}
	return nil
}

func putting[T any](r station.Record, put func(T)) error {
	thing, err := station.Decode[T](r)
	if err != nil {
		return err
	}
	put(thing)
	return nil
}

func (b *Book) putSession(h head, s station.ReceptionSession) {
	h.title = s.Place
	b.sessions.put(h.id, sessionFact{h, s.Date, s.Visitors, b.persons(s.Deputies)})
}

func (b *Book) putActivity(h head, a station.Activity) {
	h.title = a.Title
	f := activityFact{head: h, date: a.Date, duty: a.Type, people: a.People, households: a.Households, results: a.Results,
		project: a.Project}
	var came []string
	for _, at := range a.Attendance {
		if at.State != station.SignedIn {
			continue
		}
		came = append(came, at.Deputy)
		if at.Role == station.Reporter {
			f.reporters++
		}
		if mark, marked := a.Scores[at.Deputy]; marked {
			f.marks = append(f.marks, mark)
		}
	}
	f.came = b.persons(came)
	b.activities.put(h.id, f)
}

func (b *Book) putDeputy(h head, d station.Deputy) {
	h.title = d.Name
	b.deputies.put(h.id, deputyFact{h, b.person(h.id), station.Deputy{ID: h.id, Memberships: d.Memberships}})
}

// Drop takes a record out.
func (b *Book) Drop(ref station.Ref) {
	switch ref.Kind {
	case station.KindMatter:
		drop(&b.matters, ref.ID)
	case station.KindSuggestion:
		drop(&b.suggestions, ref.ID)
	case station.KindSession:
		drop(&b.sessions, ref.ID)
	case station.KindActivity:
		drop(&b.activities, ref.ID)
	case station.KindDeputy:
		drop(&b.deputies, ref.ID)
	case station.KindStation:
		drop(&b.sites, ref.ID)
	case station.KindGroup:
		drop(&b.groups, ref.ID)
	case station.KindUnit:
		drop(&b.units, ref.ID)
	case station.KindArticle:
		drop(&b.articles, ref.ID)
	case station.KindProject:
		drop(&b.projects, ref.ID)
	}
}
