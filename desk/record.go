package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"lianzhan/station"
)

// Records is what the desk needs of the store to edit records by hand.
type Records interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	AddFile(io.Reader) (string, error)
}

// Outcome says what an edit by hand led to.
type Outcome struct {
	Kind station.Kind `json:"kind"`
	ID   string       `json:"id"`
	Name string       `json:"name"`
	Done string       `json:"done"`
}

// What an edit by hand can lead to.
const (
	made      = "made"
	changed   = "changed"
	unchanged = "unchanged"
	deleted   = "deleted"
)

// Named is one line of a list of records.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
}

// Find looks a record up by id, short code or exact name. Two of one name are refused, with their ids.
func Find(r station.Reader, kind station.Kind, who string) (station.Record, error) {
	records, err := r.Records(kind)
	if err != nil {
		return station.Record{}, err
	}
	var found []station.Record
	for _, record := range records {
		n := nameOf(record)
		if record.ID == who || n.Code != "" && n.Code == station.FoldCode(who) {
			return record, nil
		}
		if n.Name == who {
			found = append(found, record)
		}
	}
	switch len(found) {
	case 0:
		return station.Record{}, station.NotFound(string(kind)+"_not_found", "没有找到“%s”。", who)
	case 1:
		return found[0], nil
	}
	var ids []string
	for _, record := range found {
		ids = append(ids, record.ID)
	}
	return station.Record{}, station.Conflict("name_ambiguous", "“%s”不止一个，请写编号：%s。", who, strings.Join(ids, "、"))
}

// List names the records of a kind.
func List(r station.Reader, kind station.Kind) ([]Named, error) {
	records, err := r.Records(kind)
	list := make([]Named, 0, len(records))
	for _, record := range records {
		list = append(list, nameOf(record))
	}
	return list, err
}

// nameOf reads the word people know a record by: its name, else its title.
func nameOf(record station.Record) Named {
	n := Named{ID: record.ID}
	for _, field := range []string{"title", "name"} {
		var name string
		if json.Unmarshal(record.Fields[field], &name) == nil && name != "" {
			n.Name = name
		}
	}
	if raw, ok := record.Fields["code"]; ok {
		if err := json.Unmarshal(raw, &n.Code); err != nil {
			n.Code = ""
		}
	}
	return n
}

// Delete takes a record away. It stays in the log.
func Delete(ctx context.Context, records Records, actor string, kind station.Kind, who string) (Outcome, error) {
	var record station.Record
	if err := records.View(func(r station.Reader) (err error) {
		record, err = Find(r, kind, who)
		return err
	}); err != nil {
		return Outcome{}, err
	}
	_, err := records.Write(ctx, actor, station.Edit{Kind: kind, ID: record.ID, Op: station.OpDelete,
		Class: station.Public, Base: record.Revision})
	return Outcome{Kind: kind, ID: record.ID, Name: nameOf(record).Name, Done: deleted}, err
}

// Set changes a record, or makes it when there is none called who. Names of deputies, groups and stations in the
// values become ids, and "@picture" becomes a kept file.
func Set(ctx context.Context, records Records, actor string, kind station.Kind, who string, assignments []Assignment,
	fresh Fresh) (Outcome, error) {
	assignments, err := keepPictures(records, kind, assignments)
	if err != nil {
		return Outcome{}, err
	}
	var outcome Outcome
	var edits []station.Edit
	if err := records.View(func(r station.Reader) (err error) {
		outcome, edits, err = draft(r, kind, who, assignments, fresh)
		return err
	}); err != nil || outcome.Done == unchanged {
		return outcome, err
	}
	_, err = records.Write(ctx, actor, edits...)
	return outcome, err
}

// draft works out what an edit by hand changes, without changing it.
func draft(r station.Reader, kind station.Kind, who string, assignments []Assignment, fresh Fresh) (Outcome, []station.Edit, error) {
	thing, err := station.Blank(kind)
	if err != nil {
		return Outcome{}, nil, err
	}
	outcome := Outcome{Kind: kind, Done: changed}
	held, err := Find(r, kind, who)
	start := held
	if err != nil && station.Worded(err).Class == station.FaultNotFound {
		outcome.Done, held = made, station.Record{}
		start, err = newRecord(r, kind, who, fresh)
	}
	if err != nil {
		return outcome, nil, err
	}
	if err := fill(r, start, thing, assignments, fresh.Today); err != nil {
		return outcome, nil, err
	}
	edits, err := station.Put(held, kind, start.ID, thing)
	if len(edits) == 0 {
		outcome.Done = unchanged
	}
	outcome.ID, outcome.Name = start.ID, cmp.Or(nameOf(start).Name, who)
	return outcome, edits, err
}

// fill reads the record into the thing and the assignments over it.
func fill(r station.Reader, record station.Record, thing station.Thing, assignments []Assignment, today station.Date) error {
	fields := maps.Clone(record.Fields)
	plain, special := partition(assignments)
	for i := range plain {
		if err := resolve(r, record.Kind, &plain[i]); err != nil {
			return err
		}
	}
	if err := assign(fields, thing, plain); err != nil {
		return err
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, thing); err != nil {
		return station.Invalid("value_invalid", "写的内容读不懂。").Because(err)
	}
	return applySpecial(r, thing, special, today)
}

func partition(assignments []Assignment) (plain, special []Assignment) {
	for _, a := range assignments {
		if slices.Contains(specialFields, a.Field) {
			special = append(special, a)
			continue
		}
		plain = append(plain, a)
	}
	return plain, special
}
