package verbs

import (
	"io"
	"net/http"

	"lianzhan/desk"
	"lianzhan/station"
	"lianzhan/web/console"
)

func (d door) importRoster(_ http.ResponseWriter, r *http.Request) (any, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, station.Invalid("file_too_large", "文件太大，最多 64 MB。").Because(err)
	}
	q := r.URL.Query()
	return desk.Import(r.Context(), d.store, desk.File{Name: q.Get("name"), Data: data}, desk.ImportOptions{
		Actor: console.Actor(r), DryRun: q.Get("dry_run") == "true", CountyLevelCity: q.Get("county_city") == "true",
		Fresh: Fresh(d.store),
	})
}

func (d door) export(w http.ResponseWriter, _ *http.Request) (any, error) {
	today := station.DateOf(d.store.Now().Time)
	return nil, d.store.View(func(r station.Reader) error { return desk.ExportDeputies(r, today, w) })
}

// setRequest is one edit by hand.
type setRequest struct {
	Kind        station.Kind      `json:"kind"`
	Who         string            `json:"who"`
	Assignments []desk.Assignment `json:"assignments,omitempty"`
}

func (d door) set(_ http.ResponseWriter, r *http.Request) (any, error) {
	var req setRequest
	if err := console.Read(r, &req); err != nil {
		return nil, err
	}
	return desk.Set(r.Context(), d.store, console.Actor(r), req.Kind, req.Who, req.Assignments, Fresh(d.store))
}

func (d door) delete(_ http.ResponseWriter, r *http.Request) (any, error) {
	var req setRequest
	if err := console.Read(r, &req); err != nil {
		return nil, err
	}
	return desk.Delete(r.Context(), d.store, console.Actor(r), req.Kind, req.Who)
}

func (d door) list(_ http.ResponseWriter, r *http.Request) (result any, err error) {
	err = d.store.View(func(reader station.Reader) error {
		result, err = desk.List(reader, station.Kind(r.URL.Query().Get("kind")))
		return err
	})
	return result, err
}

func (d door) show(_ http.ResponseWriter, r *http.Request) (result any, err error) {
	q := r.URL.Query()
	err = d.store.View(func(reader station.Reader) error {
		record, err := desk.Find(reader, station.Kind(q.Get("kind")), q.Get("who"))
		result = record.Fields
		return err
	})
	return result, err
}
