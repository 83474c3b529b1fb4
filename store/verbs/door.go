package verbs

import (
	"net/http"

	"lianzhan/store"
	"lianzhan/web/console"
)

// Routes are what the verbs ask of whoever holds a database.
func Routes(db *store.DB) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		mux.Handle("GET /backup", console.Answer(func(w http.ResponseWriter, _ *http.Request) (any, error) {
			if _, err := db.Backup(w); err != nil {
				panic(http.ErrAbortHandler) // the file is half out: cutting the line is the only honest answer left
			}
			return nil, nil
		}))
		mux.Handle("GET /verify", console.Answer(func(http.ResponseWriter, *http.Request) (any, error) {
			n, err := db.Verify()
			return verified{Changes: n, Seq: db.Seq(), Origin: db.Origin()}, err
		}))
		filesRoutes(db, mux)
	}
}

// verified is the outcome of walking the log.
type verified struct {
	Changes int    `json:"changes"`
	Seq     uint64 `json:"seq"`
	Origin  string `json:"origin"`
}
