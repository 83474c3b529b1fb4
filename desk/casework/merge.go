package casework

import (
	"encoding/json"
	"errors"
	"strings"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// merge closes a matter into another; both halves are one commit.
func (r *Room) merge(who door.Who, by matter.Actor, m matter.Matter, into *matter.MergedInto, note string) ([]station.Edit, error) {
	target, err := r.named(who, into.Into)
	if err != nil {
		return nil, err
	}
	into.Into = target.ID
	edits, err := m.Edits(matter.Move{By: by, Note: note, Data: into})
	if err != nil {
		return nil, err
	}
	half, err := target.Edits(matter.Move{By: by, Note: note, Data: &matter.Absorbed{From: m.ID}})
	return append(edits, half...), err
}

// named is the matter somebody means by its id, or by the number that stands on its papers.
func (r *Room) named(who door.Who, name string) (matter.Matter, error) {
	target, _, err := r.read(who, name)
	if err == nil || name == "" {
		return target, err
	}
	page, listed := r.book.List(casebook.ScopeOf(who), casebook.Query{Text: strings.TrimSpace(name), Limit: usualPage})
	if listed != nil {
		return target, listed
	}
	for _, row := range page.Items {
		if row.Number == strings.TrimSpace(name) {
			target, _, err = r.read(who, row.ID)
		}
	}
	return target, err
}

// forget takes personal data away for good: the line that says so and the erasure are one commit, files go after it.
func (r *Room) forget(by matter.Actor, m matter.Matter, record station.Record, asked Asked) ([]station.Edit, func(), error) {
	var what struct {
		Contact bool   `json:"contact"`
		Words   bool   `json:"words"`
		Reason  string `json:"reason"`
	}
	nothing := func() {}
	if err := json.Unmarshal(asked.Data, &what); err != nil || !what.Contact && !what.Words {
		return nil, nothing, station.Invalid("event_invalid", "请选要删除联系方式，还是连同原话一起删除。")
	}
	gone := matter.Personal(record, what.Words)
	if len(gone) == 0 {
		return nil, nothing, station.Conflict("nothing_to_erase", "这件事已经没有可以删除的个人信息。")
	}
	edits, err := m.Edits(matter.Move{By: by, Note: asked.Note,
		Data: &matter.Forgotten{Reason: "voter", Contact: true, Words: what.Words}})
	if err != nil {
		return nil, nothing, err
	}
	erase, err := station.Erase(station.KindMatter, m.ID, gone...)
	if err != nil {
		return nil, nothing, err
	}
	var files []string
	if what.Words {
		for _, told := range m.Told {
			files = append(append(files, told.Photos...), told.Voice)
		}
	}
	return append(edits, erase), func() { r.sweep(files) }, nil
}

// sweep deletes the files no matter names any more, and asks for the database to be emptied of what was erased.
func (r *Room) sweep(files []string) {
	var failed error
	for _, file := range files {
		if named, err := r.book.Named(file); file == "" || err != nil || named > 0 {
			failed = errors.Join(failed, err)
			continue
		}
		failed = errors.Join(failed, r.store.DeleteFile(file))
	}
	logLeft(failed)
	r.erased()
}
