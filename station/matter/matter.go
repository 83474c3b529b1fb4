// Package matter is the part of the centre that knows what a voter's matter (选民反映事项) is and what may happen to it.
//
// A matter is a list of events. Fold works its state out from them, Check says whether one more may happen, Deadlines
// says by when somebody must act and why. All three are pure: no clock, no disk, no network.
package matter

import (
	"fmt"
	"time"

	"lianzhan/station"
)

// Matter is what the events of one matter amount to. It is read from Fold and never written down.
type Matter struct {
	ID       string           `json:"id"`
	Revision station.Revision `json:"revision"`         // of the record folded; the next event names it as its base
	Branch   string           `json:"branch,omitempty"` // of the tree it belongs to; empty where the box stands alone
	Year     int              `json:"year"`
	Serial   uint64           `json:"serial"` // number in the station's book of that year
	State    State            `json:"state"`
	Since    time.Time        `json:"since"` // when it came into this state

	Registration
	Told    []Told    `json:"told,omitempty"`    // the voter's own words, first and later ones
	Contact *Contact  `json:"contact,omitempty"` // nil when none was given, or it was erased
	Privacy Privacy   `json:"privacy"`
	Accept  time.Time `json:"accepted_at,omitzero"`
	Decline *Declined `json:"declined,omitempty"`
	Into    string    `json:"merged_into,omitempty"`
	From    []string  `json:"merged_from,omitempty"`

	Grade    Grade     `json:"grade,omitempty"`
	LeadUnit string    `json:"lead_unit,omitempty"` // unit id
	CoUnits  []string  `json:"co_units,omitempty"`
	Opinion  string    `json:"opinion,omitempty"` // 拟办意见
	Assigned time.Time `json:"assigned_at,omitzero"`
	Extended *Extended `json:"extended,omitempty"`
	Pauses   []Pause   `json:"pauses,omitempty"`

	Replies []Reply   `json:"replies,omitempty"` // of every round, the last one counts
	FedBack *FedBack  `json:"fed_back,omitempty"`
	Rating  *Rated    `json:"rating,omitempty"` // of this round
	Redone  int       `json:"redone,omitempty"`
	Closed  time.Time `json:"closed_at,omitzero"`
	Volume  string    `json:"volume,omitempty"`

	Supervised  bool         `json:"supervised,omitempty"`
	Urges       int          `json:"urges,omitempty"`
	Escalations []Escalation `json:"escalations,omitempty"`
	Suggestion  string       `json:"suggestion,omitempty"` // id of the suggestion it became
	Letters     []Letter     `json:"letters,omitempty"`
	Rechecks    []Rechecked  `json:"rechecks,omitempty"`
	Public      Publication  `json:"public"`
	MeToo       int          `json:"me_too,omitempty"`

	Timeline []Line `json:"timeline"`

	supporters map[string]bool // keys of those who pressed "me too"
}

// Line is one event as it was taken: what, who, when, note, and why it was not applied if it was not.
type Line struct {
	Type    EventType        `json:"type"`
	At      time.Time        `json:"at"`
	By      Actor            `json:"by"`
	Note    string           `json:"note,omitempty"`
	Data    Data             `json:"data,omitempty"` // nil once erased
	State   State            `json:"state"`          // after the event
	Event   station.Revision `json:"event"`
	Class   station.Class    `json:"class"`
	Applied bool             `json:"applied"`
	Why     string           `json:"why,omitempty"` // not applied because
}

// Actor is who did something, as the books show it. A voter has no name here: names are personal.
type Actor = station.Actor

// The actors without an account.
var (
	Voter  = Actor{Role: "voter"}
	System = Actor{Role: "system"}
)

// roleDeputy is station.RoleDeputy; a deputy never settles anything (代表不直接处理原则).
const roleDeputy = "deputy"

// Number is the matter's number on paper: area code, year, six digits.
func (m Matter) Number(areaCode string) string {
	return fmt.Sprintf("%s-%d-%s%06d", areaCode, m.Year, m.Series, m.Serial)
}

// Reply is the one in force, or nil.
func (m Matter) Reply() *Reply {
	if len(m.Replies) == 0 || m.State == Redo {
		return nil
	}
	return &m.Replies[len(m.Replies)-1]
}

// Paused reports whether the clock stands still because the voter must bring something.
func (m Matter) Paused() bool {
	return len(m.Pauses) > 0 && m.Pauses[len(m.Pauses)-1].To.IsZero()
}

// Unapplied are the events that no longer fitted when they arrived; a person decides what they mean.
func (m Matter) Unapplied() []Line {
	var lines []Line
	for _, line := range m.Timeline {
		if !line.Applied {
			lines = append(lines, line)
		}
	}
	return lines
}
