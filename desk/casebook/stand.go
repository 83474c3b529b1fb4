package casebook

import (
	"cmp"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Stand is where a desk stands in the tree. The zero Stand is a station alone.
type Stand struct {
	County bool
	Here   func() string // scope of the box; nil, "" and "/" while it stands alone
}

// Below reports whether a matter belongs to a box below this one.
func (s Stand) Below(m matter.Matter) bool {
	if s.Here == nil || m.Branch == "" {
		return false
	}
	here := s.Here()
	return here != "" && here != "/" && m.Branch != here && station.ScopeWithin(m.Branch, here)
}

// Dated reports whether this desk knows of a matter below it no more than its class, its dates and its state: nobody handed
// it up.
func (s Stand) Dated(m matter.Matter) bool {
	if s.County {
		return s.Below(m) && !m.AtCounty()
	}
	return s.Below(m) && len(m.Escalations) == 0
}

// Knows reports whether this desk may take a step on a matter, as far as the matter's place goes: of one nobody handed up it
// may only say that it is late, and the county leaves the voter to the station.
func (s Stand) Knows(m matter.Matter, step matter.EventType) bool {
	switch {
	case s.Dated(m):
		return slices.Contains(matter.CountyKnows, step)
	case s.County && s.Below(m):
		return slices.Contains(matter.CountyActs, step)
	}
	return true
}

// Site is the station a matter belongs to, as far as the desk keeps several stations' matters.
type Site struct {
	Name string
	Area string // area code, in the numbers of its matters
}

// SiteOf is the station a branch of the tree belongs to: its own, else the nearest above. A station without an area code has that of
// its town.
func (h *House) SiteOf(branch string) (site Site) {
	for at := branch; at != "" && (site.Name == "" || site.Area == ""); at = station.ParentScope(at) {
		above := h.sites[at]
		site = Site{Name: cmp.Or(site.Name, above.Name), Area: cmp.Or(site.Area, above.Area)}
	}
	return Site{Name: cmp.Or(site.Name, h.Station.Name), Area: cmp.Or(site.Area, h.Station.AreaCode)}
}

// sitesOf finds the station of each branch.
func sitesOf(records []station.Record) (map[string]Site, []station.Station, error) {
	var all []station.Station
	at := map[string][]station.Station{}
	for _, record := range records {
		s, err := station.Decode[station.Station](record)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, s)
		if record.Place != "" {
			at[record.Place] = append(at[record.Place], s)
		}
	}
	sites := make(map[string]Site, len(at))
	for branch, stations := range at {
		home, _ := station.Home(stations, "")
		sites[branch] = Site{Name: home.Name, Area: home.AreaCode}
	}
	return sites, all, nil
}

// NumberOf is a matter's number on paper, under the area of its own station, else of the nearest above that has one.
func (h *House) NumberOf(m matter.Matter) string {
	for at := m.Branch; at != ""; at = station.ParentScope(at) {
		if site, found := h.sites[at]; found && site.Area != "" {
			return m.Number(site.Area)
		}
	}
	return m.Number(h.Station.AreaCode)
}

// office is the county's own office, which is no station: it is called as its node. Whoever sees one branch only has the
// station of that branch.
func office(r station.Reader, stand Stand, home station.Station) (station.Station, error) {
	nodes, err := station.All[station.Node](r, station.KindNode)
	for _, n := range nodes {
		if n.Scope == stand.Here() {
			return station.Station{ID: n.ID, Name: n.Name}, err
		}
	}
	return home, err
}
