package matter

import "slices"

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
var States = []struct {
	State State
	Label string
}{
	{Unverified, "待核实"}, {Registered, "已登记"}, {Accepted, "已受理"}, {Refused, "不予受理"}, {Merged, "并案"}, {Classified, "已分类"},
	{Assigned, "已交办"}, {SentBack, "退办"}, {Handling, "办理中"}, {Redo, "重新办理"}, {Replied, "已答复"}, {FedBackTo, "已反馈"},
	{RatedState, "已评价"}, {Closed, "办结"}, {Archived, "归档"},
}

// Label is the Chinese name of a state; an unknown one is shown as itself.
func (s State) Label() string {
	for _, known := range States {
		if known.State == s {
			return known.Label
		}
	}
	return string(s)
}

// Open reports whether somebody still owes the voter something.
func (s State) Open() bool { return !slices.Contains([]State{Refused, Merged, Closed, Archived}, s) }

// underWay are the states in which a unit has the matter on its desk.
var underWay = []State{Assigned, Handling, Redo}

// beforeReply are the states of an accepted matter that was not answered yet.
var beforeReply = []State{Accepted, Classified, Assigned, SentBack, Handling, Redo}
