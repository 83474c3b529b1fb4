package casework

import (
	"encoding/json"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// Routes are the addresses of the matters. Those that many roles share ask for a person only; what each may see or do
// is then decided by the scope of their roles and the table of steps.
func (r *Room) Routes() []door.Route {
	const matters = "/api/v1/desk/matters"
	return []door.Route{
		{Method: http.MethodGet, Path: matters, Action: station.ActSignedIn, Answer: casebook.InScope(r.list)},
		{Method: http.MethodGet, Path: matters + ".csv", Action: station.ActExport, Answer: r.export},
		{Method: http.MethodPost, Path: matters, Action: station.ActRegister, Answer: r.postMatter},
		{Method: http.MethodPost, Path: matters + "/bulk", Action: station.ActSignedIn, Answer: casebook.InScope(r.postBulk)},
		{Method: http.MethodGet, Path: matters + "/:id", Action: station.ActSignedIn, Answer: casebook.InScope(r.getMatter)},
		{Method: http.MethodPost, Path: matters + "/:id/events", Action: station.ActSignedIn, Answer: casebook.InScope(r.postEvent)},
		{Method: http.MethodPost, Path: matters + "/:id/reveal", Action: station.ActReveal, Answer: r.postReveal},
		{Method: http.MethodPost, Path: matters + "/:id/attachments", Action: station.ActSignedIn, Answer: casebook.InScope(r.postAttachment),
			Accepts: fiber.MIMEMultipartForm},
		{Method: http.MethodGet, Path: "/api/v1/desk/files/:hash", Action: station.ActSignedIn, Answer: casebook.InScope(r.getFile)},
	}
}

func (r *Room) list(c *fiber.Ctx) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	page, err := r.book.List(casebook.ScopeOf(door.WhoOf(c)), q)
	if err != nil {
		return err
	}
	return c.JSON(page)
}

func (r *Room) getMatter(c *fiber.Ctx) error { return r.sendDetail(c, paramOf(c, "id")) }

func (r *Room) sendDetail(c *fiber.Ctx, id string) error {
	d, err := r.Detail(door.WhoOf(c), id)
	if err != nil {
		return err
	}
	return c.JSON(d)
}

// postMatter answers 201 for a visit written down, and again what the first time was answered for one that was there.
func (r *Room) postMatter(c *fiber.Ctx) error {
	var v Visit
	if err := door.ReadBody(c, &v); err != nil {
		return err
	}
	all, err := r.Register(c.UserContext(), door.WhoOf(c), v)
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(struct {
		Registered
		More []Registered `json:"more,omitempty"`
	}{all[0], all[1:]})
}

func (r *Room) postEvent(c *fiber.Ctx) error {
	var asked Asked
	if err := door.ReadBody(c, &asked); err != nil {
		return err
	}
	who, id := door.WhoOf(c), paramOf(c, "id")
	if err := r.Move(c.UserContext(), who, id, asked); err != nil {
		return err
	}
	d, err := r.Detail(who, id)
	if station.Worded(err).Class == station.FaultNotFound && err != nil {
		return c.SendStatus(fiber.StatusNoContent) // handed on to somebody else: it is out of this person's sight now
	}
	if err != nil {
		return err
	}
	return c.JSON(d)
}

const mostBulk = 200

// bulk is one event for several matters.
type bulk struct {
	IDs  []string         `json:"ids"`
	Type matter.EventType `json:"type"`
	Data json.RawMessage  `json:"data,omitempty"`
	Note string           `json:"note,omitempty"`
	Base station.Revision `json:"base,omitempty"` // means nothing for several
}

// outcome is what became of one of them.
type outcome struct {
	ID     string `json:"id"`
	OK     bool   `json:"ok"`
	Code   string `json:"code,omitempty"`
	Detail string `json:"detail,omitempty"`
}

func (r *Room) postBulk(c *fiber.Ctx) error {
	var b bulk
	if err := door.ReadBody(c, &b); err != nil {
		return err
	}
	if len(b.IDs) == 0 || len(b.IDs) > mostBulk {
		return station.Invalid("bulk_size", "一次最多办 %d 件。", mostBulk)
	}
	items := make([]outcome, len(b.IDs))
	for i, id := range b.IDs {
		err := r.Move(c.UserContext(), door.WhoOf(c), id, Asked{Type: b.Type, Data: b.Data, Note: b.Note})
		items[i] = outcome{ID: id, OK: err == nil}
		if err != nil {
			worded := station.Worded(err)
			items[i].Code, items[i].Detail = worded.Code, worded.Sentence
		}
	}
	return c.JSON(struct {
		Items []outcome `json:"items"`
	}{items})
}

func (r *Room) postReveal(c *fiber.Ctx) error {
	var asked struct {
		Reason string `json:"reason"`
	}
	if err := door.ReadBody(c, &asked); err != nil {
		return err
	}
	contact, err := r.Reveal(c.UserContext(), door.WhoOf(c), paramOf(c, "id"), asked.Reason)
	if err != nil {
		return err
	}
	return c.JSON(contact)
}
