// Package register keeps the desk's two registers: receptions (人大代表接待选民登记表) and deputies' suggestions
// (代表建议登记). A reception's lines are the matters that name it; a suggestion's way is decided by station/proposal.
package register

import (
	"context"
	"net/http"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// Store is what the registers need of the store.
type Store interface {
	View(func(station.Reader) error) error
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Room answers what the desk asks about receptions and suggestions.
type Room struct {
	store Store
	book  *casebook.Book
	id    func() string
}

// New opens the registers. ID makes fresh ids.
func New(store Store, book *casebook.Book, id func() string) *Room {
	return &Room{store: store, book: book, id: id}
}

// Routes are the addresses of the registers.
func (r *Room) Routes() []door.Route {
	const receptions, suggestions = "/api/v1/desk/receptions", "/api/v1/desk/suggestions"
	return []door.Route{
		{Method: http.MethodGet, Path: receptions, Action: station.ActReadMatters, Answer: r.listReceptions},
		{Method: http.MethodPost, Path: receptions, Action: station.ActKeepRegister, Answer: r.postReception},
		{Method: http.MethodGet, Path: receptions + "/days", Action: station.ActReadMatters, Answer: r.listDays},
		{Method: http.MethodGet, Path: receptions + "/:id", Action: station.ActReadMatters, Answer: r.getReception},
		{Method: http.MethodPatch, Path: receptions + "/:id", Action: station.ActKeepRegister, Answer: r.patchReception},

		{Method: http.MethodGet, Path: suggestions, Action: station.ActSignedIn, Answer: casebook.InScope(r.listSuggestions)},
		{Method: http.MethodPost, Path: suggestions, Action: station.ActRegister, Answer: r.postSuggestion},
		{Method: http.MethodGet, Path: suggestions + "/:id", Action: station.ActSignedIn, Answer: casebook.InScope(r.getSuggestion)},
		{Method: http.MethodPatch, Path: suggestions + "/:id", Action: station.ActKeepRegister, Answer: r.patchSuggestion},
		{Method: http.MethodPost, Path: suggestions + "/:id/events", Action: station.ActSignedIn, Answer: casebook.InScope(r.postEvent)},
	}
}

// record reads one record of a kind.
func (r *Room) record(kind station.Kind, id string) (record station.Record, err error) {
	err = r.store.View(func(reader station.Reader) (err error) {
		record, err = reader.Record(kind, id)
		return err
	})
	return record, err
}

// held refuses a write to what somebody else changed since the page was drawn.
func held(record station.Record, base station.Revision) error {
	if base != "" && base != record.Revision {
		return station.Conflict("record_changed", "这条记录刚被别人改过，请重新打开再改。")
	}
	return nil
}
