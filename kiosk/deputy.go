package kiosk

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// deputyItem is a deputy in a list. Only what the law opens to the public is in it (代表法 art. 58): no birth date, no
// private number, no note.
type deputyItem struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Tiers    []station.Tier `json:"tiers"`
	Posts    []string       `json:"posts"`
	Group    string         `json:"group"`
	Station  string         `json:"station"`
	Photo    string         `json:"photo"`
	Thumb    string         `json:"thumb"`
	Code     string         `json:"code"`
	Areas    []string       `json:"areas"`
	Initial  string         `json:"initial"`
	Villages []string       `json:"villages"`
}

// deputyDetail is a deputy alone.
type deputyDetail struct {
	deputyItem
	Commitment   string           `json:"commitment"`
	Strengths    string           `json:"strengths"`
	Phone        string           `json:"phone"` // only where the deputy published it
	StationPhone string           `json:"station_phone"`
	Memberships  []membershipItem `json:"memberships"`
	Receptions   []receptionItem  `json:"receptions"`
	Duties       []dutyItem       `json:"duties"`
	Suggestions  []raisedItem     `json:"suggestions"`
	Page         string           `json:"page"`
}

type membershipItem struct {
	In        station.Body `json:"in"`
	Tier      station.Tier `json:"tier"`
	Label     string       `json:"label"`
	Name      string       `json:"name"`
	Area      string       `json:"area"`
	Term      string       `json:"term"`
	Role      string       `json:"role"`
	StartDate station.Date `json:"start_date"`
	EndDate   station.Date `json:"end_date"`
}

// deputy answers GET /api/v1/deputies/{id}; the id may be the short code, as typed.
func (e *edition) deputy(c *fiber.Ctx) (*page, error) {
	asked, err := e.asked(c)
	if err != nil {
		return nil, err
	}
	if known := asked.detail.Load(); known != nil {
		return known, nil
	}
	p, err := printJSON(e.detailOf(asked))
	if err == nil {
		asked.detail.Store(p)
	}
	return p, err
}

// itemOf is a deputy's ready-made line in a list.
func (e *edition) itemOf(d *card) ([]byte, error) {
	if known := d.item.Load(); known != nil {
		return *known, nil
	}
	body, err := json.Marshal(e.itemFor(d))
	if err == nil {
		d.item.Store(&body)
	}
	return body, err
}

func (e *edition) itemFor(d *card) deputyItem {
	return deputyItem{
		ID: d.deputy.ID, Name: d.deputy.Name, Tiers: d.tiers, Posts: filled(d.deputy.Posts),
		Group: e.groupName(d.group), Station: e.stationName(d.station),
		Photo: fileURL(d.deputy.Photo), Thumb: fileURL(d.deputy.Thumb), Code: d.deputy.Code,
		Areas: filled(d.areas), Initial: d.initial, Villages: filled(d.deputy.Villages),
	}
}

func (e *edition) detailOf(d *card) deputyDetail {
	return deputyDetail{
		deputyItem: e.itemFor(d),
		Commitment: d.deputy.Commitment, Strengths: d.deputy.Strengths,
		Phone: d.deputy.PublicPhone(), StationPhone: e.phoneAt(d.station),
		Memberships: e.membershipsOf(d), Receptions: filled(e.turns()[d.deputy.ID]),
		Duties: filled(e.duties()[d.deputy.ID]), Suggestions: filled(e.raised()[d.deputy.ID]),
		Page: e.deputyURL(d),
	}
}

// membershipsOf are the memberships that have begun, ended ones too: they are the deputy's record of terms.
func (e *edition) membershipsOf(d *card) []membershipItem {
	items := []membershipItem{}
	for _, m := range d.deputy.Memberships {
		if m.StartDate.After(e.day) {
			continue
		}
		item := membershipItem{In: m.In, Tier: m.Tier, Area: m.Area, Term: m.Term, Role: m.Role,
			StartDate: m.StartDate, EndDate: m.EndDate}
		switch m.In {
		case station.BodyCongress:
			item.Label = e.home.TierLabel(m.Tier)
		case station.BodyGroup:
			item.Label, item.Name = "代表小组", e.groupName(m.Of)
		case station.BodyStation:
			item.Label, item.Name = "联络站", e.stationName(m.Of)
		}
		items = append(items, item)
	}
	return items
}

// deputyURL is the address in a deputy's QR code, empty for a deputy without a code.
func (e *edition) deputyURL(d *card) string {
	if d.deputy.Code == "" {
		return ""
	}
	return shout(e.site() + "/D/" + d.deputy.Code)
}

func (e *edition) groupName(id string) string {
	if g := e.groups.things[id]; g != nil {
		return g.Name
	}
	return ""
}

func (e *edition) stationName(id string) string {
	if s := e.stations.things[id]; s != nil {
		return s.Name
	}
	return ""
}

// phoneAt is the number of a deputy's own station, or of this one.
func (e *edition) phoneAt(id string) string {
	if s := e.stations.things[id]; s != nil && s.Phone != "" {
		return s.Phone
	}
	return e.home.Phone
}

// fileURL is where a kept file is served, empty for none.
func fileURL(hash string) string {
	if hash == "" {
		return ""
	}
	return "/api/v1/files/" + hash
}

// filled is a list that JSON writes as [] when it has nothing.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
