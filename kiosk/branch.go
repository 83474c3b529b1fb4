package kiosk

import "lianzhan/station"

// branch is the part of the tree a deputy's or a station's record belongs to, "" where the box stands alone: whoever keeps
// several stations' records passes a message on by it.
func (e *edition) branch(deputy, site string) string {
	if at := e.deputies.places[deputy]; at != "" {
		return at
	}
	return e.stations.places[site]
}

// areaOf is the area code in the numbers of a branch's matters: that of its own station, else of the nearest above.
func (e *edition) areaOf(branch string) string {
	for at := branch; at != ""; at = station.ParentScope(at) {
		for _, s := range e.stations.sorted {
			if e.stations.places[s.ID] == at && s.AreaCode != "" {
				return s.AreaCode
			}
		}
	}
	return e.home.AreaCode
}

// stationID is the station with a short code, "" for one nobody has.
func (e *edition) stationID(code string) string {
	s, err := e.stationOf(code)
	if err != nil {
		return ""
	}
	return s.ID
}
