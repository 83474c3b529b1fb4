package display

import (
	"cmp"
	"strings"

	"lianzhan/station"
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
	codes     codeBook
}

// shown are the kinds a wall shows; a change of any other repaints nothing.
var shown = []station.Kind{station.KindStation, station.KindDeputy, station.KindReception, station.KindHolidays,
	station.KindProject, station.KindArticle, station.KindScreen}

// readRecords reads all of them. homeID names the station the box stands in; empty lets the tree say.
func readRecords(r station.Reader, homeID string) (records, error) {
	rec := records{n: r.Seq(), stations: map[string]station.Station{}, screens: map[string]station.Screen{}}
	stations, err := station.All[station.Station](r, station.KindStation)
	if err != nil {
		return rec, err
	}
	for _, s := range stations {
		rec.stations[s.ID] = s
	}
	rec.home, _ = station.Home(stations, homeID)
	if rec.deputies, err = station.All[station.Deputy](r, station.KindDeputy); err != nil {
		return rec, err
	}
	if rec.rules, err = station.All[station.ReceptionRule](r, station.KindReception); err != nil {
		return rec, err
	}
	if rec.calendar, err = readCalendar(r); err != nil {
		return rec, err
	}
	if rec.projects, err = station.All[station.Project](r, station.KindProject); err != nil {
		return rec, err
	}
	if rec.articles, err = station.All[station.Article](r, station.KindArticle); err != nil {
		return rec, err
	}
	screens, err := station.All[station.Screen](r, station.KindScreen)
	for _, s := range screens {
		rec.screens[s.ID] = s
		rec.screenIDs = append(rec.screenIDs, s.ID)
	}
	return rec, err
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
