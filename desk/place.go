package desk

import (
	"slices"
	"strings"

	"lianzhan/desk/roster"
	"lianzhan/station"
)

// known is something that is kept, or will be: its record, empty for a new one, and what it shall say.
type known[T any] struct {
	record station.Record
	thing  T
}

// everything reads all records of a kind with what they say.
func everything[T any](r station.Reader, kind station.Kind) ([]known[T], error) {
	records, err := r.Records(kind)
	if err != nil {
		return nil, err
	}
	all := make([]known[T], len(records))
	for i, record := range records {
		thing, err := station.Decode[T](record)
		if err != nil {
			return nil, err
		}
		all[i] = known[T]{record, thing}
	}
	return all, nil
}

// placeName is the name of a group or station as it is compared: without the blanks people put in.
func placeName(name string) string { return strings.Join(strings.Fields(name), "") }

// makeGroups adds the groups the roster names and nobody made yet, in the order they appear.
func (p *planner) makeGroups() {
	order := nextOrder(p.groups, func(g station.Group) int { return g.Order })
	for _, who := range p.people {
		for _, name := range who.groups {
			if p.groupIDs[placeName(name)] != "" {
				continue
			}
			g := station.Group{ID: p.fresh.ID(), Name: name, Kind: station.GroupArea, Order: order}
			if strings.Contains(name, "专门") {
				g.Kind, g.Topic = station.GroupSpecial, strings.TrimSuffix(name, "专门小组")
			}
			p.groups = append(p.groups, known[station.Group]{thing: g})
			p.groupIDs[placeName(name)] = g.ID
			order++
			p.report.add(Line{What: GroupMade, ID: g.ID, Name: name})
		}
	}
}

// makeStations adds the stations the roster names. A point belongs to the central station, if there is just one.
func (p *planner) makeStations() {
	first, order := len(p.stations), nextOrder(p.stations, func(s station.Station) int { return s.Order })
	for _, who := range p.people {
		for _, name := range who.stations {
			if p.stationIDs[placeName(name)] != "" {
				continue
			}
			s := station.Station{ID: p.fresh.ID(), Code: p.newCode(), Name: name, Kind: siteKind(name), Order: order}
			p.stations = append(p.stations, known[station.Station]{thing: s})
			p.stationIDs[placeName(name)] = s.ID
			order++
			p.report.add(Line{What: StationMade, ID: s.ID, Name: name})
		}
	}
	centers := []string{}
	for _, s := range p.stations {
		if s.thing.Kind == station.SiteCenter {
			centers = append(centers, s.thing.ID)
		}
	}
	for i := first; i < len(p.stations) && len(centers) == 1; i++ {
		if p.stations[i].thing.Kind == station.SitePoint {
			p.stations[i].thing.Parent = centers[0]
		}
	}
}

// siteKind tells by its name what a station is.
func siteKind(name string) station.SiteKind {
	switch {
	case strings.Contains(name, "中心联络站"), strings.HasSuffix(name, "中心站"):
		return station.SiteCenter
	case strings.HasSuffix(name, "点"):
		return station.SitePoint
	case strings.HasSuffix(name, "之家"):
		return station.SiteHome
	case strings.HasSuffix(name, "室"):
		return station.SiteRoom
	}
	return station.SiteArea
}

func nextOrder[T any](all []known[T], order func(T) int) int {
	last := 0
	for _, k := range all {
		last = max(last, order(k.thing))
	}
	return last + 1
}

// keepLabels lets the home station word the tiers as the roster does, unless somebody already chose the words.
func (p *planner) keepLabels(rows roster.Roster) {
	all := make([]station.Station, len(p.stations))
	for i, s := range p.stations {
		all[i] = s.thing
	}
	home, ok := station.Home(all, "")
	if !ok {
		return
	}
	i := slices.IndexFunc(p.stations, func(s known[station.Station]) bool { return s.thing.ID == home.ID })
	labels := map[station.Tier]string{}
	for tier, label := range home.TierLabels {
		labels[tier] = label
	}
	for tier, label := range rows.Labels {
		if home.TierLabels[tier] == "" && label != tier.Label() {
			labels[tier] = label
		}
	}
	if len(labels) > len(home.TierLabels) {
		p.stations[i].thing.TierLabels = labels
	}
}

// newCode hands out a short code that neither a deputy nor a station has.
func (p *planner) newCode() string {
	for {
		if code := p.fresh.Code(); !p.codes[code] {
			p.codes[code] = true
			return code
		}
	}
}
