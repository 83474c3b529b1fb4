package phone

import "lianzhan/station"

// Progress is how a matter comes along, for the voter who has its query code.
type Progress struct {
	New          bool // just handed in
	Masked       bool // numbers were blanked
	Unverified   bool
	Held         bool   // waits for its station to come on
	Code         string // 1234 5678 9012
	QR           string // URL
	Path         string // of this page
	Title        string
	Label        string
	Number       string
	Unit         string
	Next         *Next
	Reply        *Reply
	Rateable     bool
	RedoPossible bool
	Faces        []Face
	Steps        []Step
	Open         bool
	MoreTyped    string
	Done, Error  string
	Office       Office
}

// Next is what is owed next.
type Next struct {
	Label      string
	Due        station.Date
	DaysLeft   int
	How, Basis string
}

// Reply is the answer card.
type Reply struct {
	Class, Decided, WhyNot, Then, Call string
	By                                 Signer
	On                                 station.Date
	Photos                             []string
}

// Signer answers for a reply.
type Signer struct{ Unit, Name, Post, Phone string }

// Face is one of the three verdicts.
type Face struct{ Value, Label string }

// looks are how the faces are drawn, by verdict.
var looks = map[string]string{"satisfied": "smile", "basically_satisfied": "flat", "unsatisfied": "frown"}

// Look is the face's class.
func (f Face) Look() string { return looks[f.Value] }

// Step is one thing that happened; one still to come has no day.
type Step struct {
	Title, Text string
	On          station.Date
	Done        bool
}

// WriteProgress writes the page.
func WriteProgress(p Progress) ([]byte, error) { return write(progress, p) }
