package casework

import (
	"encoding/json"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Detail is one matter in full, as far as the person may see it.
type Detail struct {
	Row       casebook.Row       `json:"row"`
	Matter    matter.Matter      `json:"matter"` // without what is personal
	Words     []matter.Told      `json:"words"`
	Contact   *Contact           `json:"contact"` // masked; null where there is none or it is not for this person
	Timeline  []Line             `json:"timeline"`
	Deadlines []matter.Deadline  `json:"deadlines"`
	May       []matter.EventType `json:"may"`
	Similar   []casebook.Row     `json:"similar"`
	Propose   []matter.EventType `json:"propose"`   // steps possible for me to propose, not to take
	Proposals []Proposal         `json:"proposals"` // not decided yet
	// Dated: the matter belongs to a station below and was not handed up, so this desk knows its class, dates and state only.
	Dated bool `json:"dated,omitempty"`
	// Elsewhere: what the voter said is at the station and was not told here.
	Elsewhere string `json:"elsewhere,omitempty"`
}

// Proposal is a step somebody proposed and nobody has taken or made needless yet.
type Proposal struct {
	For  matter.EventType `json:"for"`
	Step json.RawMessage  `json:"data,omitempty"` // what the step would say
	Why  string           `json:"why"`            // as the one who proposed it put it
	Text string           `json:"text"`           // both in words
	By   string           `json:"by"`
	At   time.Time        `json:"at"`
}

func proposals(m matter.Matter, house *casebook.House) []Proposal {
	open := []Proposal{}
	for _, l := range m.Proposals() {
		d := l.Data.(*matter.Proposed)
		open = append(open, Proposal{For: d.For, Step: d.Step, Why: d.Text, Text: proposedText(d, house), By: byOf(l.By, house), At: l.At})
	}
	return open
}

// Line is one event in words.
type Line struct {
	Event   station.Revision `json:"event"`
	Type    matter.EventType `json:"type"`
	At      time.Time        `json:"at"`
	Title   string           `json:"title"`
	Text    string           `json:"text"`
	By      string           `json:"by"`
	Note    string           `json:"note"`
	Applied bool             `json:"applied"`
	Why     string           `json:"why"`
	Decided bool             `json:"decided,omitempty"` // did not fit, and somebody noted what becomes of it
}

// Detail reads one matter for somebody.
func (r *Room) Detail(who door.Who, id string) (Detail, error) {
	m, _, err := r.read(who, id)
	if err != nil {
		return Detail{}, err
	}
	house, err := r.book.House()
	if err != nil {
		return Detail{}, err
	}
	scope := casebook.ScopeOf(who)
	row, ok, err := r.book.Row(scope, id)
	if err != nil {
		return Detail{}, err
	}
	if !ok {
		return Detail{}, missing()
	}
	similar := []casebook.Row{}
	if who.May(station.ActMerge) {
		if similar, err = r.book.Similar(scope, id); err != nil {
			return Detail{}, err
		}
	}
	d := Detail{Row: row, Words: append([]matter.Told{}, m.Told...), Timeline: r.timeline(m, who, house), Deadlines: m.Deadlines(house.Policy.Terms, house.Calendar),
		May: r.mayNow(m, who), Similar: similar,
		Propose: mayPropose(m, who), Proposals: proposals(m, house)}
	if m.WordsElsewhere() {
		d.Elsewhere = titles[matter.Withheld]
	}
	if r.stand.Dated(m) {
		d.Dated, d.Propose, d.Proposals, m = true, []matter.EventType{}, []Proposal{}, m.Unread()
		d.Words = []matter.Told{}
	}
	if seesContact(who) {
		d.Contact = masked(m.Contact)
	}
	d.Matter = impersonal(m)
	return d, nil
}

// seesContact holds for those who deal with the voter; an adviser and the county have no need (个人信息保护法 art. 6).
func seesContact(who door.Who) bool {
	return who.May(station.ActReveal) || who.May(station.ActReadAssigned) || who.May(station.ActReadAddressed)
}

// impersonal is a matter without what the voter said or is called, and without what a code could be tried against.
func impersonal(m matter.Matter) matter.Matter {
	m.Told, m.Contact, m.Timeline = nil, nil, []matter.Line{}
	m.CodeHash, m.Print = "", ""
	return m
}
