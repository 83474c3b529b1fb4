package matter

import (
	"slices"

	"lianzhan/station"
)

// State is where a matter stands.
type State string

// The states, in the order of the lawful way.
const (
	Unverified State = "unverified" // 待核实: came in without anybody vouching for it
	Registered State = "registered"
	Accepted   State = "accepted"
	Refused    State = "declined"
	Merged     State = "merged"
	Classified State = "classified"
	Assigned   State = "assigned"
	SentBack   State = "sent_back"
	Handling   State = "handling"
	Redo       State = "redo"
	Replied    State = "replied"
	FedBackTo  State = "fed_back"
	RatedState State = "rated"
	Closed     State = "closed"
	Archived   State = "archived"
)

// States lists every state and its Chinese name, in the order of the way.
var States = station.Choices[State]{
	{ID: Unverified, Label: "待核实"}, {ID: Registered, Label: "已登记"}, {ID: Accepted, Label: "已受理"}, {ID: Refused, Label: "不予受理"},
	{ID: Merged, Label: "并案"}, {ID: Classified, Label: "已分类"}, {ID: Assigned, Label: "已交办"}, {ID: SentBack, Label: "退办"},
	{ID: Handling, Label: "办理中"}, {ID: Redo, Label: "重新办理"}, {ID: Replied, Label: "已答复"}, {ID: FedBackTo, Label: "已反馈"},
	{ID: RatedState, Label: "已评价"}, {ID: Closed, Label: "办结"}, {ID: Archived, Label: "归档"},
}

// Label is the Chinese name of a state; an unknown one is shown as itself.
func (s State) Label() string { return States.Label(s) }

// Open reports whether somebody still owes the voter something.
func (s State) Open() bool { return !slices.Contains([]State{Refused, Merged, Closed, Archived}, s) }

// underWay are the states in which a unit has the matter on its desk.
var underWay = []State{Assigned, Handling, Redo}

// beforeReply are the states of an accepted matter that was not answered yet.
var beforeReply = []State{Accepted, Classified, Assigned, SentBack, Handling, Redo}
