package display

import (
	"cmp"
	"errors"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// records are what a board is painted from: one consistent reading of the store.
type records struct {
	n         uint64 // the store's last log number when they were read
	home      station.Station
	stations  map[string]station.Station
	deputies  []station.Deputy
	rules     []station.ReceptionRule
	calendar  station.Calendar
	projects  []station.Project
	articles  []station.Article
	screens   map[string]station.Screen
	screenIDs []string
	playlists []station.PlacedPlaylist
	units     map[string]station.Unit
	terms     matter.Terms
	cases     cases
	codes     codeBook
}

// shown are the kinds a wall shows; a change of any other repaints nothing.
var shown = []station.Kind{station.KindStation, station.KindDeputy, station.KindReception, station.KindHolidays,
	station.KindProject, station.KindArticle, station.KindScreen, station.KindMatter, station.KindUnit, station.KindPolicy,
	station.KindPlaylist}

// reread returns the records with what is stale read again. homeID names the station the box stands in; empty lets the
// tree say.
func (rec records) reread(r station.Reader, homeID string, old stale, today station.Date) (records, error) {
	rec.n = r.Seq()
	err := errors.Join(
		old.kinds.renew(station.KindStation, func() error { return rec.readStations(r, homeID) }),
		old.kinds.renew(station.KindDeputy, func() error { return readInto(r, station.KindDeputy, &rec.deputies) }),
		old.kinds.renew(station.KindReception, func() error { return readInto(r, station.KindReception, &rec.rules) }),
		old.kinds.renew(station.KindHolidays, func() (err error) { rec.calendar, err = readCalendar(r); return err }),
		old.kinds.renew(station.KindProject, func() error { return readInto(r, station.KindProject, &rec.projects) }),
		old.kinds.renew(station.KindArticle, func() error { return readInto(r, station.KindArticle, &rec.articles) }),
		old.kinds.renew(station.KindScreen, func() error { return rec.readScreens(r) }),
		old.kinds.renew(station.KindUnit, func() error { return rec.readUnits(r) }),
		old.kinds.renew(station.KindPolicy, func() error { return rec.readTerms(r) }),
		old.kinds.renew(station.KindPlaylist, func() error { return rec.readPlaylists(r) }),
	)
	if err != nil || old.kinds&kindsOf(station.KindMatter) == 0 {
		return rec, err
	}
	rec.cases, err = rec.cases.reread(r, old.matters, reckoning{rec.terms, rec.calendar, today})
	return rec, err
}

func readInto[T any](r station.Reader, kind station.Kind, into *[]T) (err error) {
	*into, err = station.All[T](r, kind)
	return err
}

func (rec *records) readStations(r station.Reader, homeID string) error {
	stations, err := station.All[station.Station](r, station.KindStation)
	rec.stations = make(map[string]station.Station, len(stations))
	for _, s := range stations {
		rec.stations[s.ID] = s
	}
	rec.home, _ = station.Home(stations, homeID)
	return err
}

func (rec *records) readScreens(r station.Reader) error {
	screens, err := station.All[station.Screen](r, station.KindScreen)
	rec.screens, rec.screenIDs = make(map[string]station.Screen, len(screens)), nil
	for _, s := range screens {
		rec.screens[s.ID] = s
		rec.screenIDs = append(rec.screenIDs, s.ID)
	}
	return err
}

func (rec *records) readUnits(r station.Reader) error {
	units, err := station.All[station.Unit](r, station.KindUnit)
	rec.units = make(map[string]station.Unit, len(units))
	for _, u := range units {
		rec.units[u.ID] = u
	}
	return err
}

func (rec *records) readTerms(r station.Reader) error {
	policies, err := station.All[station.Policy](r, station.KindPolicy)
	rec.terms = nil
	for _, policy := range policies {
		rec.terms = policy.Terms
	}
	return err
}

func readCalendar(r station.Reader) (station.Calendar, error) {
	entered, err := station.All[station.Holidays](r, station.KindHolidays)
	return station.StationCalendar(entered), err
}

// site is the address in front of every page a code opens: the station's public one where it has one.
func (rec records) site(base string) string {
	return strings.TrimRight(cmp.Or(rec.home.PublicURL, base), "/")
}

// stationName names a station by id; an unknown one has no name to show.
func (rec records) stationName(id string) string { return rec.stations[id].Name }
