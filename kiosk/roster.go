package kiosk

import (
	"sync/atomic"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/find"
	"lianzhan/station"
)

// roster is who serves on a day. It holds until a deputy's record or the day changes.
type roster struct {
	day     station.Date
	reading int               // of the deputies' collection it was made from
	serving []*facts          // by line of the roster
	lines   map[string]int    // by deputy id
	codes   map[string]string // ids of all deputies by short code, former ones too
}

// facts are what a deputy's memberships mean on one day.
type facts struct {
	deputy  *station.Deputy
	tiers   []station.Tier
	areas   []string
	group   string // id
	station string // id
	initial string // of the surname's pinyin, "W"
}

// card is a deputy who serves on the edition's day, with the answers printed about them so far.
type card struct {
	*facts
	item   atomic.Pointer[[]byte]
	detail atomic.Pointer[page]
}

// newRoster finds out who serves. What is known of a deputy whose record nobody touched is taken over from the last
// roster of the same day.
func newRoster(deputies collection[station.Deputy], day station.Date, last *roster) *roster {
	if last.day == day && last.reading == deputies.reading {
		return last
	}
	r := &roster{day: day, reading: deputies.reading, lines: make(map[string]int, len(deputies.sorted)),
		codes: make(map[string]string, len(deputies.sorted))}
	for _, d := range deputies.sorted {
		if d.Code != "" {
			r.codes[d.Code] = d.ID
		}
		f := last.known(d, day)
		if f == nil {
			f = factsOf(d, day)
		}
		if len(f.tiers) > 0 {
			r.lines[d.ID] = len(r.serving)
			r.serving = append(r.serving, f)
		}
	}
	return r
}

// known are the facts about the same record on the same day, or nil.
func (r *roster) known(d *station.Deputy, day station.Date) *facts {
	if line, serves := r.lines[d.ID]; serves && r.day == day && r.serving[line].deputy == d {
		return r.serving[line]
	}
	return nil
}

func factsOf(d *station.Deputy, on station.Date) *facts {
	f := &facts{deputy: d, tiers: d.Tiers(on)}
	if len(f.tiers) == 0 {
		return f
	}
	f.areas, f.initial = d.Areas(on), find.Initial(d.Name, d.Reading)
	if m, held := d.In(station.BodyGroup, on); held {
		f.group = m.Of
	}
	if m, held := d.In(station.BodyStation, on); held {
		f.station = m.Of
	}
	return f
}

// asked finds the deputy the path names.
func (e *edition) asked(c *fiber.Ctx) (*card, error) {
	id, err := segment(c, "id")
	if err != nil {
		return nil, err
	}
	return e.find(id)
}

// card is the card of a deputy who serves, or nil.
func (e *edition) card(id string) *card {
	if line, serves := e.lines[id]; serves {
		return &e.roll[line]
	}
	return nil
}

// find looks a serving deputy up by id or by short code. A former deputy is told apart from a stranger, without a word
// about the person.
func (e *edition) find(id string) (*card, error) {
	if found := e.card(id); found != nil {
		return found, nil
	}
	byCode := e.codes[station.FoldCode(id)]
	if found := e.card(byCode); found != nil {
		return found, nil
	}
	if e.deputies.things[id] != nil || byCode != "" {
		return nil, station.NotFound("mandate_ended", "这位代表的任期已结束。")
	}
	return nil, station.NotFound("deputy_not_found", "没有找到这位代表。")
}

// newIndex is the search index of those who serve, by line of the roster. A number that is not public is left out:
// whether it is somebody's would be an answer too.
func (e *edition) newIndex() *find.Index {
	entries := make([]find.Entry, 0, len(e.serving))
	for _, f := range e.serving {
		entries = append(entries, find.Entry{ID: f.deputy.ID, Name: f.deputy.Name, Reading: f.deputy.Reading,
			Posts: f.deputy.Posts, Villages: f.deputy.Villages, Areas: f.areas, Group: e.groupName(f.group),
			Station: e.stationName(f.station), Phone: f.deputy.PublicPhone(), PhonePublic: f.deputy.PhonePublic})
	}
	return find.New(entries)
}

// sameWords reports whether the last edition's index finds the same people by the same words.
func (e *edition) sameWords(last *edition) bool {
	return last.index != nil && e.roster == last.roster &&
		e.groups.reading == last.groups.reading && e.stations.reading == last.stations.reading
}
