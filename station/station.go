// Package station is the centre of the house: what things are and what may happen to them.
//
// It knows deputies, groups, reception days, activities, projects, suggestions, articles and screens, and
// the change that carries each edit of them. It speaks no HTTP, touches no disk and reads no clock: every
// decision is a function of (state, event, time). All other rooms import this one; it imports none of them.
package station

// Station is a deputies' liaison station (人大代表联络站), or the home or point of the same tree.
type Station struct {
	ID       string   `json:"id"`
	Code     string   `json:"code,omitempty"`      // short code of its phone page /S/{CODE}
	AreaCode string   `json:"area_code,omitempty"` // GB/T 2260 + town code; names repeat between provinces
	Name     string   `json:"name"`
	Kind     SiteKind `json:"kind,omitempty"`
	Parent   string   `json:"parent,omitempty"` // id of the station above it
	Address  string   `json:"address,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Hours    string   `json:"hours,omitempty"` // opening hours as people say them
	Intro    string   `json:"intro,omitempty"`
	Brand    string   `json:"brand,omitempty"` // 一站一品
	Photo    string   `json:"photo,omitempty"` // SHA-256 of a picture
	Villages []string `json:"villages,omitempty"`
	// TierLabels words the tiers the way this place speaks: "市代表" is a prefecture deputy in one county and a
	// county deputy in the next.
	TierLabels map[Tier]string `json:"tier_labels,omitempty"`
	// DeclaredDeputies is the number the office announces; shown beside the computed one when they differ.
	DeclaredDeputies *int `json:"declared_deputies,omitempty"`
	// DeclaredStations is how many sites of the network below it the office announces, all kinds together, and DeclaredKinds
	// how many of one kind. Both are only ever shown beside the counted ones.
	DeclaredStations *int             `json:"declared_stations,omitempty"`
	DeclaredKinds    map[SiteKind]int `json:"declared_kinds,omitempty"`
	// PublicURL is the address a phone on mobile data can reach; empty means the station's own.
	PublicURL string `json:"public_url,omitempty"`
	Order     int    `json:"order,omitempty"`
	Own       bool   `json:"-"` // its record is of this box's branch, see Record
}

// TierLabel words a tier for this station.
func (s Station) TierLabel(t Tier) string {
	if label := s.TierLabels[t]; label != "" {
		return label
	}
	return t.Label()
}

// Check says what is wrong with a station, or nil.
func (s Station) Check() error {
	switch {
	case s.Name == "":
		return Invalid("station_name_missing", "联络站的名称不能为空。")
	case s.Code != "" && !ValidCode(s.Code):
		return Invalid("station_code_invalid", "联络站“%s”的短码不对。", s.Name)
	case s.DeclaredStations != nil && (*s.DeclaredStations < 0 || *s.DeclaredStations > mostSites):
		return Invalid("declared_invalid", "“%s”公布的站点数不对。", s.Name)
	}
	for kind, n := range s.DeclaredKinds {
		if kind.Label() == string(kind) || n < 0 || n > mostSites {
			return Invalid("declared_invalid", "“%s”公布的站点数不对：%s %d。", s.Name, kind, n)
		}
	}
	return nil
}

// Home picks the station this box stands in: the named one, else of the box's own branch the only root with the widest kind. A
// village sees its town's centre as well and is not that.
func Home(all []Station, id string) (Station, bool) {
	best, found := Station{}, false
	for _, s := range all {
		if id != "" && s.ID == id {
			return s, true
		}
		if !found || homeRank(s) < homeRank(best) || homeRank(s) == homeRank(best) && s.Order < best.Order {
			best, found = s, true
		}
	}
	return best, found && id == ""
}

func homeRank(s Station) int {
	rank := 3
	switch {
	case s.Kind == SiteCenter:
		rank = 0
	case s.Kind == SiteHome:
		rank = 1
	case s.Parent == "":
		rank = 2
	}
	if !s.Own {
		rank += 4
	}
	return rank
}
