// Package settings keeps the small records the desk works by: offices, ready texts, holiday tables, playlists, the station's policy.
//
// Each is a flat thing of the centre that can say what is wrong with it; a page sends the fields it changes, and a page
// that is behind is told so.
package settings

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// Store is what the settings need of the store.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
	Scope() string // where the box stands in the tree
}

// Room answers what the desk asks about settings.
type Room struct {
	store Store
	id    func() string
}

// New opens the room. ID makes fresh ids.
func New(store Store, id func() string) *Room { return &Room{store: store, id: id} }

// shelf is one kind of record and where it is found.
type shelf struct {
	path   string
	kind   station.Kind
	read   station.Action
	write  station.Action
	remove bool // may be taken away again
}

// shelves are the kinds kept here. An office is never taken away: closed matters name it.
var shelves = []shelf{
	{"/api/v1/desk/units", station.KindUnit, station.ActSignedIn, station.ActEditRecords, false},
	{"/api/v1/desk/templates", station.KindTemplate, station.ActReadMatters, station.ActEditRecords, true},
	{"/api/v1/desk/holidays", station.KindHolidays, station.ActReadMatters, station.ActEditRecords, false},
	{"/api/v1/desk/playlists", station.KindPlaylist, station.ActEditRecords, station.ActEditRecords, true},
}

// Routes are the addresses of the settings. The policy is asked for with the password again: it decides how long what
// voters told is kept.
func (r *Room) Routes() []door.Route {
	var routes []door.Route
	for _, s := range shelves {
		routes = append(routes,
			door.Route{Method: http.MethodGet, Path: s.path, Action: s.read, Answer: r.list(s)},
			door.Route{Method: http.MethodPost, Path: s.path, Action: s.write, Answer: r.add(s)},
			door.Route{Method: http.MethodPatch, Path: s.path + "/:id", Action: s.write, Answer: r.change(s)})
		if s.remove {
			routes = append(routes, door.Route{Method: http.MethodDelete, Path: s.path + "/:id", Action: s.write, Answer: r.remove(s)})
		}
	}
	const policy = "/api/v1/desk/policy"
	return append(routes,
		door.Route{Method: http.MethodGet, Path: policy, Action: station.ActReadMatters, Answer: r.getPolicy},
		door.Route{Method: http.MethodPatch, Path: policy, Action: station.ActManagePolicy, Answer: r.patchPolicy, Confirm: true})
}

// thing is a record as it lies: its fields, its id and its revision.
type thing map[string]json.RawMessage

func thingOf(record station.Record) (thing, error) {
	t := thing(maps.Clone(record.Fields))
	if t == nil {
		t = thing{}
	}
	for name, value := range map[string]string{"id": record.ID, "revision": string(record.Revision)} {
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		t[name] = raw
	}
	return t, nil
}

func (r *Room) list(s shelf) fiber.Handler {
	return func(c *fiber.Ctx) error {
		var records []station.Record
		if err := r.store.View(func(reader station.Reader) (err error) {
			records, err = reader.Records(s.kind)
			return err
		}); err != nil {
			return err
		}
		items := []thing{}
		for _, record := range records {
			t, err := thingOf(record)
			if err != nil {
				return err
			}
			if here := r.store.Scope(); station.Resolve(record.Place, here) != here && station.ScopeWithin(here, record.Place) {
				t["above"] = json.RawMessage("true") // kept by those above, and only looked at here
			}
			items = append(items, t)
		}
		return c.JSON(struct {
			Items []thing `json:"items"`
		}{items})
	}
}

func (r *Room) add(s shelf) fiber.Handler {
	return func(c *fiber.Ctx) error {
		record, err := r.blank(s.kind, c.BodyRaw())
		if err != nil {
			return err
		}
		t, err := r.put(c, s.kind, record)
		if err != nil {
			return err
		}
		return c.Status(fiber.StatusCreated).JSON(t)
	}
}

// blank is the record a new thing goes into. A year has one table of holidays: entering it again mends the one there is.
func (r *Room) blank(kind station.Kind, body []byte) (station.Record, error) {
	if kind != station.KindHolidays {
		return station.Record{Kind: kind, ID: r.id()}, nil
	}
	var table struct {
		Year int `json:"year"`
	}
	if err := json.Unmarshal(body, &table); err != nil {
		return station.Record{}, station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	year := strconv.Itoa(table.Year)
	record, err := r.record(kind, year)
	if err != nil && station.Worded(err).Class == station.FaultNotFound {
		return station.Record{Kind: kind, ID: year}, nil
	}
	return record, err
}

func (r *Room) change(s shelf) fiber.Handler {
	return func(c *fiber.Ctx) error {
		record, err := r.record(s.kind, strings.Clone(c.Params("id")))
		if err != nil {
			return err
		}
		t, err := r.put(c, s.kind, record)
		if err != nil {
			return err
		}
		return c.JSON(t)
	}
}

func (r *Room) remove(s shelf) fiber.Handler {
	return func(c *fiber.Ctx) error {
		record, err := r.record(s.kind, strings.Clone(c.Params("id")))
		if err != nil {
			return err
		}
		if _, err := r.store.Write(c.UserContext(), door.WhoOf(c).Actor(), station.Edit{Kind: s.kind, ID: record.ID,
			Op: station.OpDelete, Class: station.Public, Base: record.Revision}); err != nil {
			return err
		}
		return c.SendStatus(fiber.StatusNoContent)
	}
}

func (r *Room) record(kind station.Kind, id string) (record station.Record, err error) {
	err = r.store.View(func(reader station.Reader) (err error) {
		record, err = reader.Record(kind, id)
		return err
	})
	return record, err
}

// put writes the fields a page sent over a record, with any lines the audit must have of it.
func (r *Room) put(c *fiber.Ctx, kind station.Kind, record station.Record, lines ...station.Edit) (thing, error) {
	v, err := station.Patched(c.BodyRaw(), kind, record)
	if err != nil {
		return nil, err
	}
	edits, err := station.Put(record, kind, record.ID, v)
	if err != nil {
		return nil, err
	}
	if len(edits) > 0 {
		if _, err := r.store.Write(c.UserContext(), door.WhoOf(c).Actor(), append(edits, lines...)...); err != nil {
			return nil, err
		}
	}
	if record, err = r.record(kind, record.ID); err != nil {
		return nil, err
	}
	return thingOf(record)
}

// The policy is one record.

func (r *Room) policy() (station.Record, error) {
	record, err := r.record(station.KindPolicy, station.PolicyID)
	if err != nil && station.Worded(err).Class == station.FaultNotFound {
		return station.Record{Kind: station.KindPolicy, ID: station.PolicyID}, nil
	}
	return record, err
}

// patchPolicy changes the policy together with the line about it.
func (r *Room) patchPolicy(c *fiber.Ctx) error {
	record, err := r.policy()
	if err != nil {
		return err
	}
	who := door.WhoOf(c)
	line, err := audit.Line{What: audit.PolicyChanged, Name: who.Name, Address: who.Address, Kind: station.KindPolicy,
		ID: station.PolicyID}.Edit(r.store.Now().Time)
	if err != nil {
		return err
	}
	if _, err := r.put(c, station.KindPolicy, record, line); err != nil {
		return err
	}
	return r.getPolicy(c)
}
