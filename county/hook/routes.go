package hook

import (
	"crypto/rand"
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/county"
	"lianzhan/station"
)

// Room is where an administrator keeps the hooks.
type Room struct {
	Store  Store
	Runner *Runner
	Who    func(*fiber.Ctx) county.Who
	Note   county.Note
	ID     func() string
}

const root = "/api/v1/county/hooks"

// Routes are the room's addresses. Each change asks for the password again: it decides who hears of what.
func (r *Room) Routes() []county.Route {
	const act = station.ActExchange
	return []county.Route{
		{Method: "GET", Path: root, Action: act, Answer: r.list, Whole: true},
		{Method: "POST", Path: root, Action: act, Answer: r.add, Confirm: true, Whole: true},
		{Method: "POST", Path: root + "/:id/try", Action: act, Answer: r.try, Whole: true},
		{Method: "DELETE", Path: root + "/:id", Action: act, Answer: r.remove, Confirm: true, Whole: true},
	}
}

func hooksIn(l station.Ledger) (hooks []Hook, err error) {
	failed := l.Notes(hookKey, func(_ string, value []byte) bool {
		var h Hook
		if err = json.Unmarshal(value, &h); err == nil {
			hooks = append(hooks, h)
		}
		return err == nil
	})
	if failed != nil {
		return nil, failed
	}
	return hooks, err
}

// shown is a hook without its secret, and how it goes.
type shown struct {
	Hook
	Course
}

func (r *Room) list(c *fiber.Ctx) error {
	items := []shown{}
	if err := r.Store.Inspect(func(l station.Ledger) error {
		hooks, err := hooksIn(l)
		for _, h := range hooks {
			course, _, failed := readNote[Course](l, courseKey+h.ID)
			if failed != nil {
				return failed
			}
			h.Secret = ""
			items = append(items, shown{h, course})
		}
		return err
	}); err != nil {
		return err
	}
	return c.JSON(struct {
		Items []shown `json:"items"`
	}{items})
}

// add answers 201 with the secret, this once. The hook hears of what comes from now on.
func (r *Room) add(c *fiber.Ctx) error {
	var h Hook
	if err := station.ReadStrict(c.BodyRaw(), &h); err != nil {
		return err
	}
	if h.ID, h.Secret = r.ID(), rand.Text(); h.Check() != nil {
		return h.Check()
	}
	if err := r.Store.Exchange(c.UserContext(), func(l station.Ledger) error {
		if err := writeNote(l, courseKey+h.ID, Course{Seq: l.Seq()}); err != nil {
			return err
		}
		return writeNote(l, hookKey+h.ID, h)
	}); err != nil {
		return err
	}
	r.Runner.Ring()
	if err := r.note(c, "hook_made", h); err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(h)
}

// try sends one event that is about nothing, at once, and says what became of it. What waits for the hook keeps its turn.
func (r *Room) try(c *fiber.Ctx) error {
	id := strings.Clone(c.Params("id"))
	var h Hook
	if err := r.Store.Inspect(func(l station.Ledger) (err error) {
		var found bool
		if h, found, err = readNote[Hook](l, hookKey+id); err == nil && !found {
			return unknown()
		}
		return err
	}); err != nil {
		return err
	}
	answer := tried{Taken: true}
	if err := r.Runner.send(c.UserContext(), h, tryOut(h, r.ID(), r.Store.Now().Time)); err != nil {
		answer = tried{Error: err.Error()}
	}
	return c.JSON(answer)
}

// tried is what the other side made of an event.
type tried struct {
	Taken bool   `json:"taken"`
	Error string `json:"error,omitempty"`
}

func unknown() error { return station.NotFound("hook_not_found", "没有找到这个推送。") }

func (r *Room) remove(c *fiber.Ctx) error {
	id := strings.Clone(c.Params("id"))
	var h Hook
	if err := r.Store.Exchange(c.UserContext(), func(l station.Ledger) error {
		var found bool
		var err error
		if h, found, err = readNote[Hook](l, hookKey+id); err != nil {
			return err
		}
		if !found {
			return unknown()
		}
		if err := l.PutNote(hookKey+id, nil); err != nil {
			return err
		}
		return l.PutNote(courseKey+id, nil)
	}); err != nil {
		return err
	}
	if err := r.note(c, "hook_removed", h); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func (r *Room) note(c *fiber.Ctx, what string, h Hook) error {
	who := r.Who(c)
	line, err := r.Note(who, what, station.Ref{}, h.Name+" "+h.URL)
	if err != nil {
		return err
	}
	_, err = r.Store.Write(c.UserContext(), who.Actor, line)
	return err
}
