package kiosk

import (
	"maps"
	"slices"

	"lianzhan/kiosk/docket"
	"lianzhan/kiosk/voter"
	"lianzhan/station"
)

// site is the station as the counter must know it now.
func (r *Room) site() (*voter.Site, error) {
	e, err := r.catalogue.open()
	if err != nil {
		return nil, err
	}
	return e.counterSite(), nil
}

func (r *Room) localNames() []string {
	e, err := r.catalogue.open()
	if err != nil {
		return nil
	}
	return e.localNames()
}

func (e *edition) newCounterSite() *voter.Site {
	policy := e.policy()
	return &voter.Site{Home: e.home, Base: e.site(), Host: e.office(&e.home).Host, Day: e.day, Villages: e.villageNames(), Policy: policy,
		Rules: docket.Rules{Version: uint64(e.policies.reading)<<32 + uint64(e.holidays.reading), Terms: policy.Terms, Calendar: e.calendar},
		Unit:  e.unitName, Deputy: e.served, Station: e.stationID, Branch: e.branch, Area: e.areaOf}
}

func (e *edition) policy() station.Policy {
	if p := e.policies.things[station.PolicyID]; p != nil {
		return *p
	}
	return station.Policy{}
}

// unitName is the name of a unit; what is no id of one is a name already.
func (e *edition) unitName(id string) string {
	if u := e.units.things[id]; u != nil {
		return u.Name
	}
	return id
}

// served is the deputy a voter turns to.
func (e *edition) served(idOrCode string) (id, name, code string, err error) {
	found, err := e.find(idOrCode)
	if err != nil {
		return "", "", "", err
	}
	return found.deputy.ID, found.deputy.Name, found.deputy.Code, nil
}

// namesHere are the names people type here and nowhere else.
func (e *edition) namesHere() []string {
	names := map[string]bool{}
	for _, village := range e.villageNames() {
		names[village] = true
	}
	for _, d := range e.serving {
		names[d.deputy.Name] = true
	}
	for _, u := range e.units.sorted {
		names[u.Name] = true
		if u.Short != "" {
			names[u.Short] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}
