package register

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/proposal"
)

// suggestionPage is the register as a page reads it.
type suggestionPage struct {
	Total int   `json:"total"`
	Items []Row `json:"items"`
}

func (r *Room) listSuggestions(c *fiber.Ctx) error {
	q := query{state: c.Query("state"), flow: c.Query("flow"), deputy: c.Query("deputy"), text: strings.TrimSpace(c.Query("q")),
		late: c.Query("due") == "late"}
	list, err := r.list(door.WhoOf(c), q)
	if err != nil {
		return err
	}
	return c.JSON(suggestionPage{Total: len(list), Items: list})
}

func (r *Room) getSuggestion(c *fiber.Ctx) error {
	return r.sendSuggestion(c, strings.Clone(c.Params("id")), nil)
}

func (r *Room) sendSuggestion(c *fiber.Ctx, id string, warnings []proposal.Warning) error {
	who := door.WhoOf(c)
	p, house, err := r.read(who, id)
	if err != nil {
		return err
	}
	d, err := r.detail(who, p, house)
	if err != nil {
		return err
	}
	d.Warnings = warnings
	return c.JSON(d)
}

// handedIn is a suggestion as a page sends it.
type handedIn struct {
	Client    string        `json:"client"` // random id made by the page; the same one again is the same suggestion
	Congress  string        `json:"congress"`
	Title     string        `json:"title"`
	Body      string        `json:"body"`
	Category  string        `json:"category"`
	Deputy    string        `json:"deputy"` // the leading one
	CoSigners []string      `json:"co_signers"`
	Tier      station.Tier  `json:"tier"`
	Sitting   bool          `json:"sitting"` // handed in while the congress sits
	Kind      proposal.Kind `json:"kind"`
	Matters   []string      `json:"matters"`
	Publish   bool          `json:"publish"`
	Secret    bool          `json:"secret"`
}

// postSuggestion hands a suggestion in. A deputy hands in their own.
func (r *Room) postSuggestion(c *fiber.Ctx) error {
	var in handedIn
	if err := door.ReadBody(c, &in); err != nil {
		return err
	}
	who := door.WhoOf(c)
	if !who.May(station.ActReadMatters) {
		in.Deputy = who.Deputy
	}
	house, err := r.book.House()
	if err != nil {
		return err
	}
	if in.Client == "" {
		in.Client = r.id()
	}
	if err := in.check(house); err != nil {
		return err
	}
	id := proposal.IDFrom(in.Client)
	if _, err := r.record(station.KindSuggestion, id); err == nil {
		return r.sendSuggestion(c, id, nil)
	}
	edits, err := proposal.New(id, actorFor(who, station.ActRegister), r.store.Now().Time,
		station.Suggestion{Congress: in.Congress, Title: in.Title, Body: in.Body, Category: in.Category, LeadDeputy: in.Deputy, CoSigners: in.CoSigners},
		proposal.Submission{Flow: proposal.FlowFor(in.Tier, in.Sitting), Tier: in.Tier, Kind: in.Kind, Matters: in.Matters, Publish: in.Publish, Secret: in.Secret})
	if err != nil {
		return err
	}
	if _, err := r.store.Write(c.UserContext(), who.Actor(), edits...); err != nil {
		return err
	}
	c.Status(fiber.StatusCreated)
	return r.sendSuggestion(c, id, nil)
}

const shortestClient = 16 // characters of a random id nobody makes twice

func (in handedIn) check(house *casebook.House) error {
	if len(in.Client) < shortestClient || len(in.Client) > 64 {
		return station.Invalid("client_invalid", "提交的内容读不懂。")
	}
	return knownSigners(house, append([]string{in.Deputy}, in.CoSigners...))
}

func knownSigners(house *casebook.House, ids []string) error {
	for _, id := range ids {
		if !house.Deputy(id) {
			return station.Invalid("deputy_unknown", "请选领衔代表和附议代表。")
		}
	}
	return nil
}

// mended is what of a sheet may be typed over: never what its events say, nor who signed it.
type mended struct {
	Congress string `json:"congress"`
	Title    string `json:"title"`
	Body     string `json:"body"`
	Category string `json:"category"`
}

// patchSuggestion mends the words of a sheet nobody has released yet.
func (r *Room) patchSuggestion(c *fiber.Ctx) error {
	who, id := door.WhoOf(c), strings.Clone(c.Params("id"))
	p, _, err := r.read(who, id)
	if err != nil {
		return err
	}
	record, err := r.record(station.KindSuggestion, id)
	if err != nil {
		return err
	}
	s := p.Sheet
	in := mended{s.Congress, s.Title, s.Body, s.Category}
	base, err := patched(c.BodyRaw(), &in)
	if err != nil {
		return err
	}
	if err := held(record, base); err != nil {
		return err
	}
	if p.Public.Released {
		return station.Conflict("already_public", "这件建议已经公开，请先撤回再改。")
	}
	s.Congress, s.Title, s.Body, s.Category = in.Congress, in.Title, in.Body, in.Category
	edits, err := station.Put(record, station.KindSuggestion, id, s)
	if err != nil {
		return err
	}
	for i := range edits {
		edits[i].Class = station.Internal
	}
	if _, err := r.store.Write(c.UserContext(), who.Actor(), edits...); err != nil {
		return err
	}
	return r.sendSuggestion(c, id, nil)
}
