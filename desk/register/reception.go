package register

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// Reception is one sitting of the register with its lines.
type Reception struct {
	station.ReceptionSession
	Revision station.Revision `json:"revision"`
	People   []casebook.Named `json:"people"` // the deputies by name
	Count    int              `json:"count"`  // matters that came up
	Lines    []casebook.Row   `json:"lines,omitempty"`
}

func (r *Room) receptions() (all []station.ReceptionSession, err error) {
	err = r.store.View(func(reader station.Reader) (err error) {
		all, err = station.All[station.ReceptionSession](reader, station.KindSession)
		return err
	})
	return all, err
}

// reception reads one sitting, with the matters the person may see.
func (r *Room) reception(who door.Who, id string) (Reception, error) {
	record, err := r.record(station.KindSession, id)
	if err != nil {
		return Reception{}, err
	}
	s, err := station.Decode[station.ReceptionSession](record)
	if err != nil {
		return Reception{}, err
	}
	return r.withLines(who, s, record.Revision)
}

func (r *Room) withLines(who door.Who, s station.ReceptionSession, revision station.Revision) (Reception, error) {
	house, err := r.book.House()
	if err != nil {
		return Reception{}, err
	}
	lines, err := r.book.At(casebook.ScopeOf(who), s.ID)
	return Reception{ReceptionSession: s, Revision: revision, People: house.People(s.Deputies), Count: len(lines), Lines: lines}, err
}

func (r *Room) listReceptions(c *fiber.Ctx) error {
	from, to, err := r.window(c)
	if err != nil {
		return err
	}
	all, err := r.receptions()
	if err != nil {
		return err
	}
	items := []Reception{}
	for _, s := range all {
		if s.Date < from || s.Date > to {
			continue
		}
		one, err := r.withLines(door.WhoOf(c), s, "")
		if err != nil {
			return err
		}
		one.Lines = nil
		items = append(items, one)
	}
	slices.SortFunc(items, func(a, b Reception) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.Start, a.Start), cmp.Compare(a.ID, b.ID))
	})
	return c.JSON(struct {
		Items []Reception `json:"items"`
	}{items})
}

func (r *Room) getReception(c *fiber.Ctx) error {
	return r.sendReception(c, strings.Clone(c.Params("id")))
}

func (r *Room) sendReception(c *fiber.Ctx, id string) error {
	one, err := r.reception(door.WhoOf(c), id)
	if err != nil {
		return err
	}
	return c.JSON(one)
}

// postReception enters a sitting: as it was typed, or a reception day taken over from its rule. A day is entered once.
func (r *Room) postReception(c *fiber.Ctx) error {
	var s station.ReceptionSession
	if err := door.ReadBody(c, &s); err != nil {
		return err
	}
	s.ID = r.id()
	if s.Rule != "" {
		there, err := r.takeOver(&s)
		if err != nil {
			return err
		}
		if there != "" {
			return r.sendReception(c, there)
		}
	}
	if err := r.knownPeople(s); err != nil {
		return err
	}
	edits, err := station.Put(station.Record{}, station.KindSession, s.ID, s)
	if err != nil {
		return err
	}
	if _, err := r.store.Write(c.UserContext(), door.WhoOf(c).Actor(), edits...); err != nil {
		return err
	}
	c.Status(fiber.StatusCreated)
	return r.sendReception(c, s.ID)
}

// takeOver fills a sitting from the reception day of its rule; the id of the one that is in the register already.
func (r *Room) takeOver(s *station.ReceptionSession) (there string, err error) {
	if !s.Date.Full() {
		return "", station.Invalid("date_invalid", "接待的日期读不懂，请写成 2026-01-31。")
	}
	days, err := r.Days(s.Date, s.Date)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(days, func(d Day) bool { return d.Rule == s.Rule })
	if i < 0 {
		return "", station.NotFound("reception_day_not_found", "这一天没有这个接待安排。")
	}
	d := days[i]
	s.Start, s.End, s.Place = cmp.Or(s.Start, d.Start), cmp.Or(s.End, d.End), cmp.Or(s.Place, d.Place)
	if len(s.Deputies) == 0 {
		for _, p := range d.Deputies {
			s.Deputies = append(s.Deputies, p.ID)
		}
	}
	return d.Session, nil
}

func (r *Room) knownPeople(s station.ReceptionSession) error {
	house, err := r.book.House()
	if err != nil {
		return err
	}
	for _, id := range s.Deputies {
		if !house.Deputy(id) {
			return station.Invalid("deputy_unknown", "没有找到这位代表。")
		}
	}
	for _, id := range s.Units {
		if _, ok := house.Unit(id); !ok {
			return station.Invalid("unit_unknown", "没有找到这个承办单位。")
		}
	}
	return nil
}

// patchReception changes the fields that were sent and no other.
func (r *Room) patchReception(c *fiber.Ctx) error {
	id := strings.Clone(c.Params("id"))
	record, err := r.record(station.KindSession, id)
	if err != nil {
		return err
	}
	s, err := station.Decode[station.ReceptionSession](record)
	if err != nil {
		return err
	}
	base, err := patched(c.BodyRaw(), &s)
	if err != nil {
		return err
	}
	if err := held(record, base); err != nil {
		return err
	}
	s.ID = id
	if err := r.knownPeople(s); err != nil {
		return err
	}
	edits, err := station.Put(record, station.KindSession, id, s)
	if err != nil {
		return err
	}
	if _, err := r.store.Write(c.UserContext(), door.WhoOf(c).Actor(), edits...); err != nil {
		return err
	}
	return r.sendReception(c, id)
}

// patched reads the fields of a body over a value; "base" is the revision the page shows.
func patched(body []byte, into any) (base station.Revision, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return "", station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	if raw, ok := fields["base"]; ok {
		if err := json.Unmarshal(raw, &base); err != nil {
			return "", station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
		}
		delete(fields, "base")
	}
	rest, err := json.Marshal(fields)
	if err != nil {
		return "", err
	}
	d := json.NewDecoder(strings.NewReader(string(rest)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return "", station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
	}
	return base, nil
}
