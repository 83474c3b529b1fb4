package casebook

import (
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Row is one matter as a line of a table. Nothing in it says who the voter is.
type Row struct {
	ID            string              `json:"id"`
	Branch        string              `json:"branch,omitempty"` // of the tree, where the desk keeps several stations' matters
	Site          string              `json:"site,omitempty"`   // name of its station
	Number        string              `json:"number"`
	Title         string              `json:"title"`
	Category      string              `json:"category"`
	CategoryLabel string              `json:"category_label"`
	State         matter.State        `json:"state"`
	Label         string              `json:"label"`
	Grade         matter.Grade        `json:"grade"`
	Channel       matter.Channel      `json:"channel"`
	Village       string              `json:"village"`
	Place         string              `json:"place"`
	Unit          string              `json:"unit"` // name of the lead unit
	ReceivedOn    station.Date        `json:"received_on"`
	Due           *Due                `json:"due"`
	Supervised    bool                `json:"supervised"`
	Urges         int                 `json:"urges"`
	Escalated     bool                `json:"escalated"`
	Public        string              `json:"public"`
	Satisfaction  matter.Satisfaction `json:"satisfaction"`
	People        int                 `json:"people"`
	MeToo         int                 `json:"me_too"`
	Unapplied     int                 `json:"unapplied"`
	Revision      station.Revision    `json:"revision"`
	Deputies      []Named             `json:"deputies"`
	WrittenBy     string              `json:"written_by"`
}

// Due is the deadline that ends first, with its light.
type Due struct {
	Step     string       `json:"step"`
	Label    string       `json:"label"`
	Due      station.Date `json:"due"`
	DaysLeft int          `json:"days_left"` // calendar days; negative when late
	Light    Light        `json:"light"`
	How      string       `json:"how"`
	Basis    string       `json:"basis"`
}

// Light is how near a deadline is.
type Light string

// The lights: more than three working days left, three or fewer, late.
const (
	Green  Light = "green"
	Yellow Light = "yellow"
	Red    Light = "red"
)

const shortWorkingDays = 3

// Day is today, and the day from which on there is time enough.
type Day struct {
	Today   station.Date
	roomier station.Date // the first due day with more than three working days left
}

// DayOf looks at the calendar once for any number of lights.
func DayOf(today station.Date, calendar station.Calendar) Day {
	term := station.Term{N: shortWorkingDays + 1, Unit: station.BusinessDays}
	return Day{Today: today, roomier: calendar.Count(today, term, nil).Due}
}

// Light is the light of a due day.
func (d Day) Light(due station.Date) Light {
	switch {
	case due < d.Today:
		return Red
	case due < d.roomier:
		return Yellow
	}
	return Green
}

// DueOf words a deadline for a day.
func DueOf(d matter.Deadline, day Day) *Due {
	return &Due{Step: string(d.Step), Label: d.Label, Due: d.Due, DaysLeft: d.DaysLeft(day.Today), Light: day.Light(d.Due),
		How: d.How, Basis: d.Basis}
}

func (e *Entry) row(h *House, day Day) Row {
	r := Row{ID: e.ID, Number: e.Number, Title: e.Title, Category: e.Category, CategoryLabel: matter.CategoryLabel(e.Category),
		State: e.State, Label: e.State.Label(), Grade: e.Grade, Channel: e.Channel, Village: e.Village, Place: e.Place,
		Unit: h.UnitName(e.Unit), ReceivedOn: e.ReceivedOn, Supervised: e.Supervised, Urges: e.Urges, Escalated: e.Escalated,
		Public: e.Public, Satisfaction: e.Rating, People: e.People, MeToo: e.MeToo, Unapplied: e.Unapplied,
		Revision: e.Revision, Deputies: h.People(e.Deputies), WrittenBy: e.WrittenBy}
	if h.sites[e.Branch] != (Site{}) || e.Branch != "" {
		r.Branch, r.Site = e.Branch, h.SiteOf(e.Branch).Name
	}
	if e.Next != nil {
		r.Due = DueOf(*e.Next, day)
	}
	return r
}

// light is the light of the matter's next deadline; "" when it has none.
func (e *Entry) light(day Day) Light {
	if e.Next == nil {
		return ""
	}
	return day.Light(e.Next.Due)
}

// day is today as the box's clock has it.
func (b *Book) day() Day {
	return DayOf(station.DateOf(b.now().Time.In(station.Zone)), b.house.Calendar)
}
