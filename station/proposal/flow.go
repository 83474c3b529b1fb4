package proposal

import "lianzhan/station"

// Flow is the way a suggestion goes, chosen when it is handed in.
type Flow string

// The three flows: at the session, and between sessions for county deputies and above or for town deputies.
const (
	AtSession     Flow = "session"
	CountyBetween Flow = "county"
	TownBetween   Flow = "town"
)

// Flows lists the flows and their Chinese names.
var Flows = station.Choices[Flow]{
	{ID: AtSession, Label: "大会期间"}, {ID: CountyBetween, Label: "闭会期间（县级以上代表）"},
	{ID: TownBetween, Label: "闭会期间（乡镇代表）"},
}

// FlowFor is the flow for a deputy's tier, and whether that congress is sitting (代表法 arts. 24, 36).
func FlowFor(tier station.Tier, sitting bool) Flow {
	switch {
	case sitting:
		return AtSession
	case tier == station.Township:
		return TownBetween
	}
	return CountyBetween
}

// Label is the Chinese name of a flow; an unknown one is shown as itself.
func (f Flow) Label() string { return Flows.Label(f) }

// Way is the states a suggestion of this flow passes when all goes well; none for an unknown flow.
func (f Flow) Way() []State {
	switch f {
	case AtSession:
		return []State{Submitted, FirstReviewed, SecondReviewed, Assigned, Replied, Viewed, Closed}
	case CountyBetween, TownBetween:
		return []State{Submitted, Reviewed, Assigned, Replied, Viewed, Closed}
	}
	return nil
}

// Kind is what the deputy hands in.
type Kind string

// The kinds (代表法 arts. 7, 15, 24).
const (
	Advice    Kind = "suggestion"
	Criticism Kind = "criticism"
	Opinion   Kind = "opinion"
	Bill      Kind = "bill"
)

// Kinds lists the kinds and their Chinese names.
var Kinds = station.Choices[Kind]{
	{ID: Advice, Label: "建议"}, {ID: Criticism, Label: "批评"}, {ID: Opinion, Label: "意见"}, {ID: Bill, Label: "议案"},
}

// Label is the Chinese name of a kind; an unknown one is shown as itself.
func (k Kind) Label() string { return Kinds.Label(k) }

// signers is how many deputies must sign a bill (地方组织法 art. 22): five in a town, ten above it.
func signers(tier station.Tier) int {
	if tier == station.Township {
		return 5
	}
	return 10
}
