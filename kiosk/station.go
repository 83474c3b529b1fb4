package kiosk

import (
	"encoding/json"
	"time"

	"lianzhan/station"
	"lianzhan/web/pages"
)

// stationAnswer is the station this box stands in, with the numbers counted from its records.
type stationAnswer struct {
	ID               string                  `json:"id"`
	Code             string                  `json:"code"`
	Name             string                  `json:"name"`
	Kind             station.SiteKind        `json:"kind"`
	AreaCode         string                  `json:"area_code"`
	Address          string                  `json:"address"`
	Phone            string                  `json:"phone"`
	Hours            string                  `json:"hours"`
	Intro            string                  `json:"intro"`
	Brand            string                  `json:"brand"`
	Photo            string                  `json:"photo"`
	Villages         []string                `json:"villages"`
	TierLabels       map[station.Tier]string `json:"tier_labels"`
	Counts           counts                  `json:"counts"`
	DeclaredDeputies *int                    `json:"declared_deputies"`
	Stations         []siteItem              `json:"stations"`
	Groups           []groupItem             `json:"groups"`
	Page             string                  `json:"page"`
}

// moment is the end of a station's answer: what differs from one visitor to the next.
type moment struct {
	Time    clockAnswer `json:"time"`
	Version string      `json:"version"` // of the pages; an open one that hears another reloads
}

// counts are always counted, never typed. A deputy of two congresses counts once in Deputies and in both tiers.
type counts struct {
	Deputies int                  `json:"deputies"`
	ByTier   map[station.Tier]int `json:"by_tier"`
}

type siteItem struct {
	ID       string           `json:"id"`
	Code     string           `json:"code"`
	Name     string           `json:"name"`
	Kind     station.SiteKind `json:"kind"`
	Address  string           `json:"address"`
	Phone    string           `json:"phone"`
	Deputies int              `json:"deputies"`
}

type groupItem struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Kind     station.GroupKind `json:"kind"`
	Topic    string            `json:"topic"`
	Deputies int               `json:"deputies"`
}

// clockAnswer is the box's clock at the moment of the answer.
type clockAnswer struct {
	Now   string        `json:"now"` // RFC 3339
	Trust station.Trust `json:"trust"`
	Lunar string        `json:"lunar"`
}

// stationNow is the answer to GET /api/v1/station: the ready-made part and the moment.
func (e *edition) stationNow(now station.Reading) ([]byte, error) {
	lasting, err := e.stationPart()
	if err != nil {
		return nil, err
	}
	clock := clockAnswer{now.Time.In(station.Zone).Format(time.RFC3339), now.Trust, station.Lunar(e.day).String()}
	passing, err := json.Marshal(moment{clock, pages.Version()})
	if err != nil {
		return nil, err
	}
	body := make([]byte, 0, len(lasting)+len(passing))
	body = append(append(body, lasting[:len(lasting)-1]...), ',')
	return append(body, passing[1:]...), nil
}

func (e *edition) stationAnswer() stationAnswer {
	h := e.home
	answer := stationAnswer{ID: h.ID, Code: h.Code, Name: h.Name, Kind: h.Kind, AreaCode: h.AreaCode, Address: h.Address,
		Phone: h.Phone, Hours: h.Hours, Intro: h.Intro, Brand: h.Brand, Photo: fileURL(h.Photo), Villages: filled(h.Villages),
		TierLabels: map[station.Tier]string{}, Counts: counts{len(e.serving), map[station.Tier]int{}},
		DeclaredDeputies: h.DeclaredDeputies, Stations: []siteItem{}, Groups: []groupItem{}, Page: e.stationURL(&h)}
	for _, tier := range station.Tiers {
		answer.TierLabels[tier] = h.TierLabel(tier)
	}
	atSite, inGroup := map[string]int{}, map[string]int{}
	for _, d := range e.serving {
		atSite[d.station]++
		inGroup[d.group]++
		for _, tier := range d.tiers {
			answer.Counts.ByTier[tier]++
		}
	}
	for _, s := range e.stations.sorted {
		answer.Stations = append(answer.Stations, siteItem{s.ID, s.Code, s.Name, s.Kind, s.Address, s.Phone, atSite[s.ID]})
	}
	for _, g := range e.groups.sorted {
		answer.Groups = append(answer.Groups, groupItem{g.ID, g.Name, g.Kind, g.Topic, inGroup[g.ID]})
	}
	return answer
}

// stationURL is the address in a station's QR code, empty for a station without a code.
func (e *edition) stationURL(s *station.Station) string {
	if s.Code == "" {
		return ""
	}
	return shout(e.site() + "/S/" + s.Code)
}

// stationOf finds a station by id or short code.
func (e *edition) stationOf(id string) (*station.Station, error) {
	if s := e.stations.things[id]; s != nil {
		return s, nil
	}
	code := station.FoldCode(id)
	for _, s := range e.stations.sorted {
		if s.Code != "" && s.Code == code {
			return s, nil
		}
	}
	return nil, station.NotFound("station_not_found", "没有找到这个联络站。")
}
