package casebook

import (
	"slices"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// Scope is which matters a person sees.
type Scope struct {
	all    bool
	unit   string
	deputy string
	words  bool // may search in what voters said
}

// ScopeOf is what a person's roles open: every matter, those a unit has to answer, those addressed to a deputy.
func ScopeOf(who door.Who) Scope {
	s := Scope{all: who.May(station.ActReadMatters), words: who.May(station.ActReadMatters)}
	if who.May(station.ActReadAssigned) {
		s.unit = who.Unit
	}
	if who.May(station.ActReadAddressed) {
		s.deputy = who.Deputy
	}
	return s
}

// Any reports whether the scope opens anything at all.
func (s Scope) Any() bool { return s.all || s.unit != "" || s.deputy != "" }

// Opens reports whether a matter handed to these units and addressed to these deputies is in the scope.
func (s Scope) Opens(lead string, co, deputies []string) bool {
	return s.all || s.unit != "" && (lead == s.unit || slices.Contains(co, s.unit)) ||
		s.deputy != "" && slices.Contains(deputies, s.deputy)
}

func (s Scope) sees(e *Entry) bool { return s.Opens(e.Unit, e.CoUnits, e.Deputies) }

// Readable keeps those of some matters that a scope opens.
func (b *Book) Readable(s Scope, ids []string) (readable []string, err error) {
	err = b.reading(func() {
		for _, id := range ids {
			if e := b.entries[id]; e != nil && s.sees(e) {
				readable = append(readable, id)
			}
		}
	})
	return readable, err
}

// MayReadFile reports whether a matter in the scope names a file.
func (b *Book) MayReadFile(s Scope, file string) (may bool, err error) {
	err = b.reading(func() {
		for _, e := range b.entries {
			if slices.Contains(e.files, file) && s.sees(e) {
				may = true
				return
			}
		}
	})
	return may, err
}
