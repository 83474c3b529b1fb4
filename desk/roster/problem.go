package roster

// Problem is something in the file a person should know, with the place to look at.
type Problem struct {
	Kind     Kind   `json:"kind"`
	Sheet    string `json:"sheet,omitempty"`
	Row      int    `json:"row,omitempty"`    // as the spreadsheet numbers it
	Column   string `json:"column,omitempty"` // its letters
	Sentence string `json:"sentence"`
}

// Kind says how much a problem weighs.
type Kind string

// The kinds of problem.
const (
	Error     Kind = "error"      // nothing is imported until it is put right
	Warning   Kind = "warning"    // imported, but look at it
	LeftAlone Kind = "left_alone" // a part of the file that was not read
)
