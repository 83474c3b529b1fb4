package core

import "lianzhan/station"

// travels reports whether a kind ever leaves a box. What a box decides for itself alone - who may sign in, what its screens
// show, its own terms - is nobody else's, in either direction.
func travels(kind station.Kind) bool {
	switch kind {
	case station.KindAccount, station.KindAudit, station.KindPolicy, station.KindScreen:
		return false
	}
	return kind != ""
}

// shared reports whether a class may leave a box at all. Default deny: a class this version does not know stays.
func shared(class station.Class) bool {
	return class == station.Public || class == station.Internal || class == station.Personal
}

// inSight is the filter of the down lane: what a child at a scope may be told about a record at a place.
func inSight(e station.Entry, place, scope string) bool {
	return speaks(e) && station.Visible(place, scope)
}

// speaks reports whether a change may be told to anybody at all.
func speaks(e station.Entry) bool {
	return shared(e.Class) && travels(e.Kind) && e.Fault == ""
}

// withhold takes the body off what is personal: it travels sealed, in a disclosure, or not at all. So does it with a kind that
// should not have come into the shared chain: the chain needs its header, nobody its words.
func withhold(e station.Entry) station.Entry {
	if e.Class == station.Personal || !travels(e.Kind) {
		e.Body = nil
	}
	return e
}

// outward is an entry as it leaves the box.
func outward(e station.Entry) station.Entry {
	e = withhold(e)
	e.Seq, e.Via, e.Fault = 0, "", ""
	return e
}
