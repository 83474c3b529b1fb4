package station

import (
	"slices"
	"strings"
)

// Deputy is a member of one or more people's congresses (人大代表), in the shape of a Popolo person: tier, term,
// electoral unit, group and station are dated memberships, so an ended mandate leaves every screen by itself.
type Deputy struct {
	ID          string       `json:"id"`
	Code        string       `json:"code"` // short code of the phone page /D/{CODE}
	Name        string       `json:"name"`
	Reading     string       `json:"reading,omitempty"` // pinyin by syllable where the usual one is wrong: "dan mei guang"
	Gender      string       `json:"gender,omitempty"`
	Ethnicity   string       `json:"ethnicity,omitempty"`
	BirthDate   Date         `json:"birth_date,omitempty"`
	Party       string       `json:"party,omitempty"`
	Education   string       `json:"education,omitempty"`
	Posts       []string     `json:"posts,omitempty"` // employer and post, as the roster words it
	Phone       string       `json:"phone,omitempty"` // digits only
	PhonePublic bool         `json:"phone_public,omitempty"`
	Photo       string       `json:"photo,omitempty"` // SHA-256 of the portrait
	Thumb       string       `json:"thumb,omitempty"` // SHA-256 of the portrait at 240 px
	Commitment  string       `json:"commitment,omitempty"`
	Strengths   string       `json:"strengths,omitempty"`
	Villages    []string     `json:"villages,omitempty"` // where this deputy keeps contact
	Memberships []Membership `json:"memberships,omitempty"`
	Order       int          `json:"order,omitempty"` // line of the roster, for a stable default order
	Note        string       `json:"note,omitempty"`  // internal, never shown to the public
}

// Body says what a membership is in.
type Body string

// The bodies a deputy belongs to.
const (
	BodyCongress Body = "congress"
	BodyGroup    Body = "group"
	BodyStation  Body = "station"
	BodyCouncil  Body = "council" // a street's deliberation council: its members (议政代表) are no deputies
)

// Membership is one dated belonging of a deputy (Popolo membership). Empty dates are open ends.
type Membership struct {
	In        Body   `json:"in"`
	Tier      Tier   `json:"tier,omitempty"` // of a congress
	Of        string `json:"of,omitempty"`   // id of the group or station
	Area      string `json:"area,omitempty"` // electoral unit (选区)
	Term      string `json:"term,omitempty"` // 届次
	Role      string `json:"role,omitempty"`
	StartDate Date   `json:"start_date,omitempty"`
	EndDate   Date   `json:"end_date,omitempty"`
}

// Holds reports whether the membership is in force on a day.
func (m Membership) Holds(on Date) bool {
	return !m.StartDate.After(on) && !m.EndDate.Before(on)
}

// Tiers lists the tiers the deputy holds on a day, widest first. None means the mandate has ended.
func (d Deputy) Tiers(on Date) []Tier {
	var tiers []Tier
	for _, m := range d.Memberships {
		if m.In == BodyCongress && m.Holds(on) && !slices.Contains(tiers, m.Tier) {
			tiers = append(tiers, m.Tier)
		}
	}
	slices.SortFunc(tiers, func(a, b Tier) int { return a.Rank() - b.Rank() })
	return tiers
}

// Serves reports whether the deputy holds a mandate on a day (代表法 art. 61-62: an ended one leaves the wall at once).
func (d Deputy) Serves(on Date) bool { return len(d.Tiers(on)) > 0 }

// Councils reports whether the person sits in a street's deliberation council on a day.
func (d Deputy) Councils(on Date) bool {
	_, sits := d.In(BodyCouncil, on)
	return sits
}

// In returns the membership of a kind that holds on a day; the last one written wins.
func (d Deputy) In(body Body, on Date) (Membership, bool) {
	for _, m := range slices.Backward(d.Memberships) {
		if m.In == body && m.Holds(on) {
			return m, true
		}
	}
	return Membership{}, false
}

// Areas lists the electoral units of the mandates that hold on a day.
func (d Deputy) Areas(on Date) []string {
	var areas []string
	for _, m := range d.Memberships {
		if m.In == BodyCongress && m.Area != "" && m.Holds(on) && !slices.Contains(areas, m.Area) {
			areas = append(areas, m.Area)
		}
	}
	return areas
}

// KnownIn reports whether people of a village look for this deputy: one who keeps contact there, or whose post names
// the village, because rosters seldom have a column for it.
func (d Deputy) KnownIn(village string) bool {
	return slices.Contains(d.Villages, village) ||
		slices.ContainsFunc(d.Posts, func(post string) bool { return strings.Contains(post, village) })
}

// PublicPhone is the number anybody may see: the deputy's own only where the deputy chose to publish it.
func (d Deputy) PublicPhone() string {
	if d.PhonePublic {
		return d.Phone
	}
	return ""
}

// internalFields are what the public never reads (代表法 asks for basic and duty information only). A telephone the
// deputy published is no longer one of them.
func (d Deputy) internalFields() []string {
	if d.PhonePublic {
		return []string{"note", "birth_date"}
	}
	return []string{"note", "birth_date", "phone"}
}

// Check says what is wrong with a deputy as a sentence for the person who typed it, or nil.
func (d Deputy) Check() error {
	switch {
	case strings.TrimSpace(d.Name) == "":
		return Invalid("deputy_name_missing", "代表的姓名不能为空。")
	case len([]rune(d.Name)) > 40:
		return Invalid("deputy_name_long", "代表的姓名太长：%s。", d.Name)
	case d.Code == "" || !ValidCode(d.Code):
		return Invalid("deputy_code_invalid", "代表 %s 的短码不对。", d.Name)
	}
	if d.BirthDate != "" && !d.BirthDate.Valid() {
		return Invalid("date_invalid", "%s 的出生年月“%s”读不懂，请写成 1970-05。", d.Name, d.BirthDate)
	}
	for _, m := range d.Memberships {
		if err := m.check(d.Name); err != nil {
			return err
		}
	}
	return nil
}

func (m Membership) check(name string) error {
	switch {
	case m.In == BodyCongress && !m.Tier.Valid():
		return Invalid("tier_invalid", "%s 的代表层级“%s”不认识。", name, m.Tier)
	case (m.In == BodyGroup || m.In == BodyStation) && m.Of == "":
		return Invalid("membership_invalid", "%s 的小组或联络站没有写明。", name)
	case m.In != BodyCongress && m.In != BodyGroup && m.In != BodyStation && m.In != BodyCouncil:
		return Invalid("membership_invalid", "%s 的任职类别“%s”不认识。", name, m.In)
	case m.StartDate != "" && !m.StartDate.Valid(), m.EndDate != "" && !m.EndDate.Valid():
		return Invalid("date_invalid", "%s 的任职起止日期读不懂，请写成 2026-01-31。", name)
	}
	return nil
}
