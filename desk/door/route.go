package door

import (
	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// Route is one address of the desk.
type Route struct {
	Method string
	Path   string         // as Fiber writes it
	Action station.Action // what the person must be let do
	Answer fiber.Handler

	Confirm bool   // asks for the password again unless it was said in the last five minutes
	Accepts string // media type of the body; empty means JSON
	Whole   bool   // only for those who work in all this box holds, not in one branch of the tree
}

// Mount puts routes behind the door.
func Mount(app fiber.Router, keeper Keeper, routes []Route) {
	for _, route := range routes {
		app.Add(route.Method, route.Path, guard(keeper, route))
	}
}

// guard lets a request through to a route: from our own page, in the form expected, by somebody who may.
func guard(keeper Keeper, route Route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		seal(c)
		if err := ours(c); err != nil {
			return err
		}
		if err := wellFormed(c, route.Accepts); err != nil {
			return err
		}
		if route.Action == station.ActAnyone {
			return route.Answer(c)
		}
		who, err := keeper.Admit(c)
		if err != nil {
			return err
		}
		if err := admitted(keeper, route, who); err != nil {
			return err
		}
		c.Locals(whoKey{}, who)
		return route.Answer(c)
	}
}

// admitted decides whether the person may use the route now.
func admitted(keeper Keeper, route Route, who Who) error {
	switch {
	case !who.May(route.Action) || route.Whole && who.Scope != "":
		return station.Forbidden("forbidden", "您的账号不能办这件事。")
	case who.MustChange && route.Action != station.ActSignedIn:
		return station.Forbidden("password_change_needed", "请先换一个自己的密码。")
	case route.Confirm && !keeper.Now().Time.Before(who.Confirmed):
		return station.Forbidden("confirm_needed", "这一步很要紧，请再输入一次密码。")
	}
	return nil
}
