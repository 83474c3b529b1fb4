// Package door is the way into the desk, beside the room that decides: the list of its addresses, each with the action
// it needs, and the one check every request passes on its way in.
//
// Who stands at the door is told by a Keeper; desk/account is the one the station has.
package door

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Who is the person behind a request.
type Who struct {
	Account string // id
	Login   string
	Name    string
	Roles   []station.Role
	Unit    string // id of the unit a handling unit's account answers for
	Deputy  string // id of the deputy the account belongs to
	Scope   string // branch of the tree the account works in; empty for all this box holds
	Session string // names the session in lists; it opens nothing
	Address string // of the machine they sit at

	MustChange bool      // the password came from somebody else or is too old: only one's own account is open
	Confirmed  time.Time // until when the password counts as just said
}

// May reports whether the person is let do a thing.
func (w Who) May(a station.Action) bool { return station.May(w.Roles, a) }

// Actor is the person as the log names them.
func (w Who) Actor() string { return ActorOf(w.Account) }

const actorPrefix = "account:"

// ActorOf is an account as the log names it.
func ActorOf(account string) string { return actorPrefix + account }

// AccountOf is the account behind a name in the log, empty for a command line or a kiosk.
func AccountOf(actor string) string {
	account, ok := strings.CutPrefix(actor, actorPrefix)
	if !ok {
		return ""
	}
	return account
}

// Keeper tells who stands at the door: unauthorized when nobody does.
type Keeper interface {
	Admit(c *fiber.Ctx) (Who, error)
	Now() station.Reading
}

type whoKey struct{}

// WhoOf is the person a request was let in for; on an address for anyone it is nobody.
func WhoOf(c *fiber.Ctx) Who {
	who, ok := c.Locals(whoKey{}).(Who)
	if !ok {
		return Who{}
	}
	return who
}
