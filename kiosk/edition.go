package kiosk

import (
	"encoding/json"
	"strings"
	"sync"
	"time"

	"lianzhan/kiosk/find"
	"lianzhan/kiosk/voter"
	"lianzhan/station"
)

// edition is all the public may read at one moment of one day. What it says never changes; answers that cost something
// are worked out when first asked for and kept.
type edition struct {
	records
	*roster
	upTo     uint64    // changes it takes in, as stale counts them
	made     time.Time // when it was compiled
	day      station.Date
	from, to time.Time // the day's first instant and the next day's
	base     string    // the box's own address, as last asked
	home     station.Station
	calendar station.Calendar
	roll     []card // one for each who serves, by line of the roster
	index    func() *find.Index

	turns  func() map[string][]receptionItem // next reception days by deputy
	duties func() map[string][]dutyItem      // latest duties by deputy
	raised func() map[string][]raisedItem    // suggestions by lead deputy
	// stationPart is the answer about the station but for the clock.
	stationPart func() ([]byte, error)
	counterSite func() *voter.Site     // what the counter must know
	localNames  func() []string        // villages, deputies and units, for the keyboard
	publicFiles func() map[string]bool // by hash
	answers     answers
}

// newEdition works out what the records mean at a moment, taking over from the last edition what cannot have changed.
func newEdition(b records, last *edition, now time.Time, home station.Station) *edition {
	day := station.DateOf(now)
	e := &edition{records: b, made: now, day: day, from: midnight(day), to: midnight(day.AddDays(1))}
	e.home = home
	e.calendar = calendarOf(b)
	e.roster = newRoster(b.deputies, day, last.roster)
	e.roll = make([]card, len(e.serving))
	for line, f := range e.serving {
		e.roll[line].facts = f
	}
	e.index = last.index
	if !e.sameWords(last) {
		e.index = sync.OnceValue(e.newIndex)
	}
	e.turns = sync.OnceValue(e.nextTurns)
	e.duties = sync.OnceValue(e.latestDuties)
	e.stationPart = sync.OnceValues(func() ([]byte, error) { return json.Marshal(e.stationAnswer()) })
	e.raised = sync.OnceValue(e.raisedSuggestions)
	e.counterSite = sync.OnceValue(e.newCounterSite)
	e.localNames = sync.OnceValue(e.namesHere)
	e.publicFiles = sync.OnceValue(e.filesShown)
	return e
}

func midnight(day station.Date) time.Time {
	y, m, d := day.Time().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, station.Zone)
}

// on reports whether an instant falls on the edition's day.
func (e *edition) on(now time.Time) bool { return !now.Before(e.from) && now.Before(e.to) }

// site is the address in front of every page, as codes and cards carry it: the station's public one where it has one.
func (e *edition) site() string {
	if e.home.PublicURL != "" {
		return strings.TrimRight(e.home.PublicURL, "/")
	}
	return strings.TrimRight(e.base, "/")
}

// homeOf is the station this box stands in. A box without one yet has a name to show all the same.
func homeOf(b records, id string) station.Station {
	all := make([]station.Station, 0, len(b.stations.sorted))
	for _, s := range b.stations.sorted {
		all = append(all, *s)
	}
	if home, found := station.Home(all, id); found {
		return home
	}
	return station.Station{Name: "人大代表联络站"}
}

func calendarOf(b records) station.Calendar {
	var entered []station.Holidays
	for _, h := range b.holidays.sorted {
		entered = append(entered, *h)
	}
	return station.StationCalendar(entered)
}
