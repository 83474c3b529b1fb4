// Package figure is the part of the centre that counts: receptions, visits, opinions, duty, projects, sites. Every number is
// worked out from records; none is typed. What an office announces stands beside the counted number as "declared" and
// nowhere else.
//
// A Book holds what counting needs of each record. Board adds it up for a branch of the tree and a stretch of days, List
// names the rows behind one number: both run the same rule over the same records, so a list always adds up to its number.
// Nothing here knows what a voter said or is called.
package figure

import (
	"time"

	"lianzhan/station"
)

// Query says what is counted: a branch of the tree, from one full day to another, both included.
type Query struct {
	Scope string
	From  station.Date
	To    station.Date
}

// Moment is what counting needs besides records: the time, and how the boxes of the tree stand.
type Moment struct {
	Now   time.Time
	Nodes []Node
}

// Node is one box of the tree as its connection stands; its state is one of those below.
type Node struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Scope    string    `json:"scope"`
	State    string    `json:"state"`
	Version  string    `json:"version,omitempty"`
	LastSeen time.Time `json:"last_seen,omitzero"`
	Outdated bool      `json:"outdated,omitempty"` // runs another version than the county
}

// The states of a node; whoever keeps the connections says which.
const (
	Waiting = "waiting" // never came
	Online  = "online"
	Offline = "offline" // not connected now
	Silent  = "silent"  // not heard for long
	Old     = "old"     // talks, but runs an old version
	Relayed = "relayed" // heard through the box above it
	Revoked = "revoked"
	Demo    = "demo" // belongs to an invented town: it is not there, and nobody waits for it
)

// Board is everything counted for one query.
type Board struct {
	AsOf   time.Time    `json:"as_of"`
	Scope  string       `json:"scope"`
	Name   string       `json:"name"` // of the place counted
	From   station.Date `json:"from"`
	To     station.Date `json:"to"`
	Groups []Group      `json:"groups"`

	Figures []Figure `json:"figures"`
	Trend   Trend    `json:"trend"`
	Places  []Place  `json:"places"` // one step down the tree, for comparison

	Mismatches []Mismatch `json:"mismatches"`
	Boxes      Share      `json:"boxes"`          // how many of the boxes of the branch talk
	Missing    []Node     `json:"missing"`        // the boxes whose newest records may be lacking
	Demo       int        `json:"demo,omitempty"` // boxes of invented towns, which never call
}

// Share is a part of a whole.
type Share struct {
	Value int `json:"value"`
	Of    int `json:"of"`
}

// Group is a heading over some figures.
type Group struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// Figure is one number with everything needed to believe it.
type Figure struct {
	Key        string   `json:"key"`
	Group      string   `json:"group"`
	Label      string   `json:"label"`
	Value      float64  `json:"value"`
	Unit       string   `json:"unit"`
	Kind       string   `json:"kind"`               // "count"; "share": value out of of; "mean": value is the average of of rows
	Of         *float64 `json:"of,omitempty"`       // the denominator, 0 where there was nothing to count
	OfLabel    string   `json:"of_label,omitempty"` // what the denominator counts
	Rate       *float64 `json:"rate,omitempty"`     // of a share, from 0 to 1; none for 0 of 0
	RateLabel  string   `json:"rate_label,omitempty"`
	Sum        *float64 `json:"sum,omitempty"`      // of a mean: what was averaged, added up
	Declared   *float64 `json:"declared,omitempty"` // what the office announces; never counted
	Mismatch   bool     `json:"mismatch,omitempty"`
	Definition string   `json:"definition"`
	Parts      []Part   `json:"parts,omitempty"`
	Rows       int      `json:"rows"` // records behind it
}

// Part is one share of a figure: a type of activity, a tier, a unit.
type Part struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Value    float64  `json:"value"`
	Unit     string   `json:"unit,omitempty"` // where it differs from the figure's
	Of       *float64 `json:"of,omitempty"`
	Rate     *float64 `json:"rate,omitempty"`
	Declared *float64 `json:"declared,omitempty"`
	Mismatch bool     `json:"mismatch,omitempty"`
}

// Trend is how some figures ran over the twelve months that end with the last day asked for.
type Trend struct {
	Months []string `json:"months"` // "2024-01"
	Series []Series `json:"series"`
}

// Series is one figure by month.
type Series struct {
	Key    string    `json:"key"`
	Label  string    `json:"label"`
	Unit   string    `json:"unit"`
	Values []float64 `json:"values"`
}

// Place is one branch under the one asked for, with the figures that can be compared.
type Place struct {
	Scope  string           `json:"scope"`
	Name   string           `json:"name"`
	Own    bool             `json:"own,omitempty"` // the place asked for itself: what belongs to no branch under it
	Values map[string]Value `json:"values"`
}

// Value is one figure of one place.
type Value struct {
	Value float64  `json:"value"`
	Of    *float64 `json:"of,omitempty"`
	Rate  *float64 `json:"rate,omitempty"`
}

// Mismatch is a number an office announces that is not the counted one.
type Mismatch struct {
	Scope    string  `json:"scope"`
	Name     string  `json:"name"`
	Figure   string  `json:"figure"`
	Part     string  `json:"part,omitempty"`
	What     string  `json:"what"`
	Declared float64 `json:"declared"`
	Counted  float64 `json:"counted"`
}

// List is the records behind one number.
type List struct {
	AsOf   time.Time `json:"as_of"`
	Figure Figure    `json:"figure"`
	Part   string    `json:"part,omitempty"`
	Total  int       `json:"total"` // rows in all
	Items  []Item    `json:"items"`
}

// Item is one record behind a number.
type Item struct {
	Kind   station.Kind `json:"kind"`
	ID     string       `json:"id"`
	Scope  string       `json:"scope"`
	Place  string       `json:"place"` // name of the branch it belongs to
	Date   station.Date `json:"date,omitempty"`
	Line   string       `json:"line"`   // what it is, without anything of a voter
	Amount float64      `json:"amount"` // what it adds
	Hit    bool         `json:"hit"`    // counts above the line, not only below it
	Part   string       `json:"part,omitempty"`
}
