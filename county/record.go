package county

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// kept are the kinds the county's office keeps for the whole county or one branch.
var kept = []station.Kind{station.KindDeputy, station.KindProject, station.KindArticle, station.KindHolidays, station.KindReception,
	station.KindGroup, station.KindUnit, station.KindStation, station.KindActivity, station.KindPlaylist}

const (
	usualPage   = 200
	largestPage = 2000
)

func kindOf(c *fiber.Ctx) (station.Kind, error) {
	kind := station.Kind(param(c, "kind"))
	if !slices.Contains(kept, kind) {
		return "", station.NotFound("kind_unknown", "不认识的记录类别“%s”。", kind)
	}
	return kind, nil
}

// thing is a record as it lies: its fields, its id, its revision, and the branch it belongs to.
func thing(record station.Record) (map[string]json.RawMessage, error) {
	t := maps.Clone(record.Fields)
	if t == nil {
		t = map[string]json.RawMessage{}
	}
	for name, value := range map[string]string{"id": record.ID, "revision": string(record.Revision), "place": record.Place} {
		raw, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		t[name] = raw
	}
	return t, nil
}

// getRecords answers GET /records/{kind}?scope=&q=&limit=&offset=: what belongs to a branch; all of the person's without one.
func (r *Room) getRecords(c *fiber.Ctx) error {
	kind, err := kindOf(c)
	if err != nil {
		return err
	}
	scope, q := strings.Clone(c.Query("scope")), strings.ToLower(strings.TrimSpace(strings.Clone(c.Query("q"))))
	limit, offset := numberOf(c, "limit", usualPage), numberOf(c, "offset", 0)
	var found []station.Record
	if err := r.Store.View(func(reader station.Reader) error {
		records, err := station.Branch(reader, r.Who(c).Scope).Records(kind)
		for _, record := range records {
			if (scope == "" || station.ScopeWithin(record.Place, scope)) && says(record, q) {
				found = append(found, record)
			}
		}
		return err
	}); err != nil {
		return err
	}
	from := min(offset, len(found))
	items := []map[string]json.RawMessage{}
	for _, record := range found[from:min(from+min(limit, largestPage), len(found))] {
		t, err := thing(record)
		if err != nil {
			return err
		}
		items = append(items, t)
	}
	return c.JSON(struct {
		Total int                          `json:"total"`
		Items []map[string]json.RawMessage `json:"items"`
	}{len(found), items})
}

func numberOf(c *fiber.Ctx, name string, missing int) int {
	n, err := strconv.Atoi(c.Query(name))
	if err != nil || n < 0 {
		return missing
	}
	return n
}

// says reports whether a record's name or title holds a word.
func says(record station.Record, word string) bool {
	if word == "" {
		return true
	}
	for _, field := range []string{"name", "title", "code"} {
		var text string
		if json.Unmarshal(record.Fields[field], &text) == nil && strings.Contains(strings.ToLower(text), word) {
			return true
		}
	}
	return false
}

func (r *Room) getRecord(c *fiber.Ctx) error {
	kind, err := kindOf(c)
	if err != nil {
		return err
	}
	return r.sendRecord(c, kind, param(c, "id"))
}

func (r *Room) sendRecord(c *fiber.Ctx, kind station.Kind, id string) error {
	record, err := r.record(c, kind, id)
	if err != nil {
		return err
	}
	t, err := thing(record)
	if err != nil {
		return err
	}
	return c.JSON(t)
}

// record reads one the person may know of.
func (r *Room) record(c *fiber.Ctx, kind station.Kind, id string) (record station.Record, err error) {
	err = r.Store.View(func(reader station.Reader) (err error) {
		record, err = station.Branch(reader, r.Who(c).Scope).Record(kind, id)
		return err
	})
	return record, err
}

// putRecord answers PUT /records/{kind}/{id} with the fields that change, and PUT /records/{kind}?scope= with a new record's.
func (r *Room) putRecord(c *fiber.Ctx) error {
	kind, err := kindOf(c)
	if err != nil {
		return err
	}
	id := param(c, "id")
	before, err := r.before(c, kind, id)
	if err != nil {
		return err
	}
	edits, err := r.edits(c, kind, before)
	if err != nil {
		return err
	}
	if _, err := r.Store.Write(c.UserContext(), r.Who(c).Actor, edits...); err != nil {
		return err
	}
	if id == "" {
		c.Status(fiber.StatusCreated)
	}
	return r.sendRecord(c, kind, before.ID)
}

// before is the record as it lies, a blank one for a new thing.
func (r *Room) before(c *fiber.Ctx, kind station.Kind, id string) (station.Record, error) {
	if id == "" {
		return r.blank(c, kind)
	}
	return r.record(c, kind, id)
}

// blank is the record a new thing goes into. A year has one table of holidays, a deputy and a station a short code.
func (r *Room) blank(c *fiber.Ctx, kind station.Kind) (station.Record, error) {
	record := station.Record{Kind: kind, ID: r.ID(), Fields: map[string]json.RawMessage{}}
	switch kind {
	case station.KindHolidays:
		var table struct {
			Year int `json:"year"`
		}
		if err := json.Unmarshal(c.BodyRaw(), &table); err != nil {
			return record, station.Invalid("request_invalid", "提交的内容读不懂。").Because(err)
		}
		record.ID = strconv.Itoa(table.Year)
		held, err := r.record(c, kind, record.ID)
		if err == nil || station.Worded(err).Class != station.FaultNotFound {
			return held, err
		}
	case station.KindDeputy, station.KindStation:
		record.Fields["code"] = json.RawMessage(strconv.Quote(r.Code()))
	}
	return record, nil
}

// edits are what a body changes about a record, in the branch it is for.
func (r *Room) edits(c *fiber.Ctx, kind station.Kind, record station.Record) ([]station.Edit, error) {
	v, err := station.Patched(c.BodyRaw(), kind, record)
	if err != nil {
		return nil, err
	}
	before := record
	if before.Revision == "" {
		before.Fields = nil // what a new record begins with is written too
	}
	edits, err := station.Put(before, kind, record.ID, v)
	if err != nil {
		return nil, err
	}
	scope, err := r.target(c, strings.Clone(c.Query("scope")))
	if err != nil {
		return nil, err
	}
	for i := range edits {
		edits[i].Scope = scope
	}
	return r.within(c, edits)
}

// target is the branch a new record is for: one that has a node, in the person's own.
func (r *Room) target(c *fiber.Ctx, scope string) (string, error) {
	who := r.Who(c)
	if scope == "" {
		scope = who.Scope
	}
	if scope == "" || scope == r.Store.Scope() {
		return scope, nil
	}
	nodes, err := r.tree.all()
	if err != nil {
		return "", err
	}
	if _, found := at(nodes, scope); !found || !who.Reaches(scope) {
		return "", station.NotFound("node_not_found", "组织树里没有“%s”。", scope)
	}
	return scope, nil
}

func (r *Room) within(c *fiber.Ctx, edits []station.Edit) (within []station.Edit, err error) {
	err = r.Store.View(func(reader station.Reader) (err error) {
		within, err = station.BranchEdits(reader, r.Who(c).Scope, edits)
		return err
	})
	return within, err
}

// deleteRecord answers DELETE /records/{kind}/{id}. It stays in the log.
func (r *Room) deleteRecord(c *fiber.Ctx) error {
	kind, err := kindOf(c)
	if err != nil {
		return err
	}
	record, err := r.record(c, kind, param(c, "id"))
	if err != nil {
		return err
	}
	edits, err := r.within(c, []station.Edit{{Kind: kind, ID: record.ID, Op: station.OpDelete, Class: station.Public, Base: record.Revision}})
	if err != nil {
		return err
	}
	if _, err := r.Store.Write(c.UserContext(), r.Who(c).Actor, edits...); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// postMove answers POST /records/{kind}/{id}/move: the record belongs to another branch from now on. Whoever stood in the old
// one alone is told to take it out.
func (r *Room) postMove(c *fiber.Ctx) error {
	var asked struct {
		To string `json:"to"`
	}
	if err := station.ReadStrict(c.BodyRaw(), &asked); err != nil {
		return err
	}
	kind := station.Kind(param(c, "kind"))
	if kind != station.KindMatter && !slices.Contains(kept, kind) {
		return station.NotFound("kind_unknown", "不认识的记录类别“%s”。", kind)
	}
	record, err := r.record(c, kind, param(c, "id"))
	if err != nil {
		return err
	}
	if asked.To == "" {
		return station.Invalid("scope_missing", "请选搬到哪里。")
	}
	to, err := r.target(c, asked.To)
	if err != nil {
		return err
	}
	move, err := station.MoveTo(kind, record.ID, to)
	if err != nil {
		return err
	}
	edits, err := r.within(c, []station.Edit{move})
	if err != nil {
		return err
	}
	who := r.Who(c)
	line, err := r.Note(who, "record_moved", station.Ref{Kind: kind, ID: record.ID}, record.Place+" → "+to)
	if err != nil {
		return err
	}
	if _, err := r.Store.Write(c.UserContext(), who.Actor, append(edits, line)...); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
