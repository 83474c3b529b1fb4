package proposal

import (
	"slices"

	"lianzhan/station"
)

// State is where a suggestion stands.
type State string

// The states, in the order of the lawful way.
const (
	Submitted      State = "submitted"
	FirstReviewed  State = "first_reviewed"
	SecondReviewed State = "second_reviewed"
	Reviewed       State = "reviewed"
	Returned       State = "returned"
	Assigned       State = "assigned"
	SentBack       State = "sent_back"
	Redo           State = "redo"
	Replied        State = "replied"
	Viewed         State = "viewed" // the lead deputy said what they think of the reply
	Closed         State = "closed"
)

// States lists every state and its Chinese name, in the order of the way.
var States = station.Choices[State]{
	{ID: Submitted, Label: "已提交"}, {ID: FirstReviewed, Label: "已初审"}, {ID: SecondReviewed, Label: "已复审"},
	{ID: Reviewed, Label: "已审查"}, {ID: Returned, Label: "不予接收"}, {ID: Assigned, Label: "已交办"}, {ID: SentBack, Label: "单位退办"},
	{ID: Redo, Label: "重新办理"}, {ID: Replied, Label: "已答复"}, {ID: Viewed, Label: "代表已表态"}, {ID: Closed, Label: "办结"},
}

// Label is the Chinese name of a state; an unknown one is shown as itself.
func (s State) Label() string { return States.Label(s) }

// Open reports whether somebody still owes the deputy something.
func (s State) Open() bool { return s != "" && s != Returned && s != Closed }

// The groups of states that several lines of the rules share.
var (
	underWay    = []State{Assigned, Redo}                                     // a unit has it on its desk
	passed      = []State{SecondReviewed, Reviewed, SentBack, Assigned, Redo} // taken on, not answered
	answered    = []State{Replied, Viewed, Closed}                            // a reply is in force
	assignable  = []State{SecondReviewed, Reviewed, SentBack, Assigned}       // Assigned: to mend a slip
	underReview = []State{Submitted, FirstReviewed, SecondReviewed, Reviewed} // not given to a unit yet
	afterReview = slices.Concat(passed, answered)
)
