package verbs

import (
	"io"
	"net/http"

	"lianzhan/store"
	"lianzhan/web/console"
)

// Routes are what the verbs ask of whoever holds a database.
func Routes(db *store.DB) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		mux.Handle("GET /backup", console.Answer(func(w http.ResponseWriter, _ *http.Request) (any, error) {
			out := &sent{to: w}
			_, err := db.Backup(out)
			if err != nil && out.begun {
				panic(http.ErrAbortHandler) // the file is half out: cutting the line is the only honest answer left
			}
			return nil, err
		}))
		mux.Handle("GET /verify", console.Answer(func(http.ResponseWriter, *http.Request) (any, error) {
			n, err := db.Verify()
			return verified{Changes: n, Seq: db.Seq(), Origin: db.Origin()}, err
		}))
		filesRoutes(db, mux)
	}
}

// sent knows whether something of an answer is out.
type sent struct {
	to    io.Writer
	begun bool
}

func (s *sent) Write(b []byte) (int, error) {
	s.begun = true
	return s.to.Write(b)
}

// verified is the outcome of walking the log.
type verified struct {
	Changes int    `json:"changes"`
	Seq     uint64 `json:"seq"`
	Origin  string `json:"origin"`
}
