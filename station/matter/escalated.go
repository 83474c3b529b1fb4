package matter

import "slices"

// Withheld is the type of a line whose words stayed at the box where they were said.
const Withheld EventType = "withheld"

// toCounty are the steps of the ladder that stand at the county.
var toCounty = []string{"county_congress", "county_government"}

// CountySeries stands in the number of a matter that the county's own book numbered.
const CountySeries = "C"

// AtCounty reports whether the matter was escalated to the county: only then does its office know the words and act on it.
func (m Matter) AtCounty() bool {
	return slices.ContainsFunc(m.Escalations, func(e Escalation) bool { return slices.Contains(toCounty, e.To) })
}

// WordsElsewhere reports whether something the voter said lies at another box and was not told here.
func (m Matter) WordsElsewhere() bool {
	return slices.ContainsFunc(m.Timeline, func(l Line) bool { return l.Type == Withheld })
}

// The steps the county's office may take on a station's matter: of one nobody escalated it sees dates and states, and what is
// late may be urged; of one handed up it may decide whose it is and press for it (地方组织法, 代表法: 交办, 督办). The voter
// stays the station's.
var (
	CountyKnows = []EventType{"urged", "supervised"}
	CountyActs  = append([]EventType{"assigned", "letter", "letter_answered", "escalation_answered", "public_withdrawn"}, CountyKnows...)
)

// Silent is a matter without what the voter said or is called; everything that happened to it stays.
func (m Matter) Silent() Matter {
	m.Told, m.Contact = nil, nil
	m.Title, m.Place = plainTitle(m.Registration), ""
	return m
}

// Unread is a matter without what a county does not need to know of one that was not escalated to it.
func (m Matter) Unread() Matter {
	dated := Matter{ID: m.ID, Revision: m.Revision, Branch: m.Branch, Year: m.Year, Serial: m.Serial, State: m.State, Since: m.Since, Privacy: m.Privacy,
		Accept: m.Accept, Grade: m.Grade, LeadUnit: m.LeadUnit, CoUnits: m.CoUnits, Assigned: m.Assigned, Redone: m.Redone, Closed: m.Closed,
		Supervised: m.Supervised, Urges: m.Urges, Public: m.Public, MeToo: m.MeToo}
	dated.Registration = Registration{Channel: m.Channel, Title: plainTitle(m.Registration), Category: m.Category, Village: m.Village, Series: m.Series}
	return dated
}
