package desk

import (
	"io"
	"slices"
	"strings"

	"lianzhan/desk/roster"
	"lianzhan/station"
	"lianzhan/web/table"
)

// exported are the columns of an export, in their order.
var exported = []roster.Column{roster.Name, roster.Reading, roster.Gender, roster.Ethnicity, roster.Birth, roster.Party,
	roster.Education, roster.Tier, roster.UnitAndPost, roster.Phone, roster.PhonePublic, roster.Group, roster.Area,
	roster.Station, roster.Congress, roster.Mandate, roster.Villages, roster.Code, roster.Note}

// ExportDeputies writes the deputies in office on a day as CSV that Import reads back without a change: one row a
// mandate, in the order of the roster. Photos are not part of it.
func ExportDeputies(r station.Reader, today station.Date, w io.Writer) error {
	deputies, err := station.All[station.Deputy](r, station.KindDeputy)
	if err != nil {
		return err
	}
	names, err := bodyNames(r)
	if err != nil {
		return err
	}
	words, err := tierWords(r)
	if err != nil {
		return err
	}
	slices.SortStableFunc(deputies, func(a, b station.Deputy) int { return a.Order - b.Order })
	header := make([]string, len(exported))
	for i, column := range exported {
		header[i] = column.Label()
	}
	rows := [][]string{header}
	for _, d := range deputies {
		for _, tier := range d.Tiers(today) {
			seat := d.Memberships[slices.IndexFunc(d.Memberships, func(m station.Membership) bool {
				return m.In == station.BodyCongress && m.Tier == tier && m.Holds(today)
			})]
			rows = append(rows, exportRow(d, seat, names, words, today))
		}
	}
	return table.WriteCSV(w, rows)
}

// bodyNames maps ids of groups and stations to their names.
func bodyNames(r station.Reader) (map[string]string, error) {
	names := map[string]string{}
	groups, err := station.All[station.Group](r, station.KindGroup)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		names[g.ID] = g.Name
	}
	stations, err := station.All[station.Station](r, station.KindStation)
	if err != nil {
		return nil, err
	}
	for _, s := range stations {
		names[s.ID] = s.Name
	}
	return names, nil
}

func exportRow(d station.Deputy, seat station.Membership, names map[string]string, words map[station.Tier]string,
	today station.Date) []string {
	public := ""
	if d.PhonePublic {
		public = "是"
	}
	cells := map[roster.Column]string{
		roster.Name: d.Name, roster.Reading: d.Reading, roster.Gender: d.Gender, roster.Ethnicity: d.Ethnicity,
		roster.Birth: string(d.BirthDate), roster.Party: d.Party, roster.Education: d.Education,
		roster.Tier: words[seat.Tier], roster.UnitAndPost: strings.Join(d.Posts, "\n"), roster.Phone: d.Phone,
		roster.PhonePublic: public, roster.Group: bodiesHeld(d, station.BodyGroup, names, today), roster.Area: seat.Area,
		roster.Station: bodiesHeld(d, station.BodyStation, names, today), roster.Congress: seat.Term,
		roster.Mandate: mandateText(seat), roster.Villages: strings.Join(d.Villages, "、"), roster.Code: d.Code,
		roster.Note: d.Note,
	}
	row := make([]string, len(exported))
	for i, column := range exported {
		row[i] = cells[column]
	}
	return row
}

// tierWords are how an export words the tiers: as the home station does, unless that would be read back as another
// tier. 地级市 and 县级市 are always told apart.
func tierWords(r station.Reader) (map[station.Tier]string, error) {
	stations, err := station.All[station.Station](r, station.KindStation)
	if err != nil {
		return nil, err
	}
	home, _ := station.Home(stations, "")
	words := map[station.Tier]string{}
	for _, t := range station.Tiers {
		words[t] = t.Label()
		if roster.ReadsAs(home.TierLabel(t), t) {
			words[t] = home.TierLabel(t)
		}
	}
	if !roster.ReadsAs(home.TierLabel(station.County), station.County) {
		words[station.Prefecture], words[station.County] = "地级市人大代表", "县级市人大代表"
	}
	return words, nil
}

func bodiesHeld(d station.Deputy, in station.Body, names map[string]string, today station.Date) string {
	var held []string
	for _, m := range d.Memberships {
		if m.In == in && m.Holds(today) && names[m.Of] != "" {
			held = append(held, names[m.Of])
		}
	}
	return strings.Join(held, "、")
}

// mandateText writes when a mandate begins and ends.
func mandateText(m station.Membership) string {
	if m.EndDate == "" {
		return string(m.StartDate)
	}
	return string(m.StartDate) + "至" + string(m.EndDate)
}
