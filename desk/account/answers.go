package account

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// seat is one open session, as lists show it.
type seat struct {
	ID      string    `json:"id"`
	Account string    `json:"account"`
	Name    string    `json:"name"`
	Address string    `json:"address"`
	Agent   string    `json:"agent"`
	Started time.Time `json:"started"`
	Seen    time.Time `json:"seen"`
	Own     bool      `json:"own"` // the one that asks
}

// mayEnd holds for one's own sessions, and for all when one manages accounts.
func mayEnd(who door.Who, s session) bool {
	return s.Account == who.Account || !who.MustChange && who.May(station.ActManageAccounts)
}

func (r *Room) getSessions(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	people, err := r.people(who)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	open, err := r.sessions.list(r.now())
	if err != nil {
		return err
	}
	seats := []seat{}
	for _, s := range open {
		if _, seen := names[s.Account]; seen && mayEnd(who, s) {
			seats = append(seats, seat{ID: s.ID, Account: s.Account, Name: names[s.Account], Address: s.Address, Agent: s.Agent,
				Started: s.Started, Seen: s.Seen, Own: s.ID == who.Session})
		}
	}
	return c.JSON(seats)
}

func (r *Room) deleteSessions(c *fiber.Ctx) error {
	who, id := door.WhoOf(c), c.Params("id")
	people, err := r.people(who)
	if err != nil {
		return err
	}
	seen := func(s session) bool {
		return slices.ContainsFunc(people, func(p Person) bool { return p.ID == s.Account })
	}
	defer r.standing.forget()
	ended, err := r.sessions.end(c.UserContext(), r.now(), func(s session) bool { return s.ID == id && mayEnd(who, s) && seen(s) })
	if err != nil {
		return err
	}
	if len(ended) == 0 {
		return station.NotFound("session_not_found", "这个登录已经结束了。")
	}
	if err := r.note(c.UserContext(), who, audit.Line{What: audit.SessionEnded, Kind: station.KindAccount,
		ID: ended[0].Account}); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (r *Room) getAccounts(c *fiber.Ctx) error {
	people, err := r.people(door.WhoOf(c))
	if err != nil {
		return err
	}
	return c.JSON(people)
}

func (r *Room) postAccount(c *fiber.Ctx) error {
	var n Newcomer
	if err := door.ReadBody(c, &n); err != nil {
		return err
	}
	issued, err := r.Add(c.UserContext(), byOf(door.WhoOf(c)), n)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(issued)
}

func (r *Room) patchAccount(c *fiber.Ctx) error {
	var w Alteration
	if err := door.ReadBody(c, &w); err != nil {
		return err
	}
	person, err := r.Alter(c.UserContext(), byOf(door.WhoOf(c)), strings.Clone(c.Params("id")), w)
	if err != nil {
		return err
	}
	return c.JSON(person)
}

func (r *Room) resetAccount(c *fiber.Ctx) error {
	issued, err := r.Reset(c.UserContext(), byOf(door.WhoOf(c)), strings.Clone(c.Params("id")), false)
	if err != nil {
		return err
	}
	return c.JSON(issued)
}

func (r *Room) dropAccountTOTP(c *fiber.Ctx) error {
	if err := r.withoutFactor(c.UserContext(), byOf(door.WhoOf(c)), strings.Clone(c.Params("id"))); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
