package station

import "encoding/json"

// Move is the body of an OpMove: the branch of the tree a record belongs to from now on.
type Move struct {
	To string `json:"to"`
}

// MoveTo is the edit that gives a record to another branch of the tree. Whoever stood in the old one alone is told to
// take it out (retract), whoever stands in the new one gets all of it.
func MoveTo(kind Kind, id, scope string) (Edit, error) {
	body, err := json.Marshal(Move{To: scope})
	return Edit{Kind: kind, ID: id, Op: OpMove, Class: Internal, Fields: body}, err
}

// place notes where a record was first written. All replicas agree: the earliest change says it, until a move does; of two
// at one time the place decides.
func (r *Record) place(e Entry) {
	if e.Place == "" || r.Moved || r.Place != "" && earlier(r.Placed, r.Place, e.Time(), e.Place) {
		return
	}
	r.Place, r.Placed = e.Place, e.Time()
}

func (r *Record) move(m Move, at HLC) {
	if r.Moved && earlier(at, m.To, r.Placed, r.Place) {
		return
	}
	r.Place, r.Placed, r.Moved = m.To, at, true
}

func earlier(at HLC, place string, than HLC, other string) bool {
	return at < than || at == than && place < other
}

// Visible reports whether somebody who stands at a scope shares in what belongs to a place: what was decided above for
// everybody below, and what belongs to the scope's own branch. Siblings never see each other. Nothing is shared by default.
func Visible(place, scope string) bool {
	return place != "" && scope != "" && (ScopeWithin(scope, place) || ScopeWithin(place, scope))
}
