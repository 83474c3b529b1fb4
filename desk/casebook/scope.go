package casebook

import (
	"slices"

	"github.com/gofiber/fiber/v2"

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

// Settled refuses somebody whose password came from another hand: until they chose one, only their own account is open.
func Settled(who door.Who) error {
	if who.MustChange {
		return station.Forbidden("password_change_needed", "请先换一个自己的密码。")
	}
	return nil
}

// InScope lets in those who may see some of the station's business: whoever keeps the machine or watches it sees none.
func InScope(answer fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who := door.WhoOf(c)
		if err := Settled(who); err != nil {
			return err
		}
		if !ScopeOf(who).Any() {
			return station.Forbidden("forbidden", "您的账号不能办这件事。")
		}
		return answer(c)
	}
}

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
