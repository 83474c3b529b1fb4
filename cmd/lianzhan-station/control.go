package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/station"
	"lianzhan/store"
)

const (
	controlSocket = "control.sock"
	maxUpload     = 64 << 20 // bytes of one request; a roster with its pictures
	actorHeader   = "Lianzhan-Actor"
)

// control is the door for the command line: a socket in the data directory that only its owner can open.
type control struct {
	db       *store.DB
	accounts *account.Room
	pairing  atomic.Pointer[func() pairing]
	server   *http.Server
	ended    chan struct{}
}

// listenControl opens the door. Whoever holds the database may take the socket's place from a process that died.
func listenControl(db *store.DB, data string, accounts *account.Room) (*control, error) {
	path := filepath.Join(data, controlSocket)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	c := &control{db: db, accounts: accounts, ended: make(chan struct{})}
	c.server = &http.Server{Handler: c.routes(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Minute,
		WriteTimeout: 30 * time.Minute}
	go func() {
		defer close(c.ended)
		if err := c.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("the command line's door fell shut", "err", err)
		}
	}()
	return c, nil
}

func (c *control) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownLimit)
	defer cancel()
	err := c.server.Shutdown(ctx)
	<-c.ended
	return err
}

func (c *control) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /import", answer(c.importRoster))
	mux.Handle("GET /export", answer(c.export))
	mux.Handle("POST /set", answer(c.set))
	mux.Handle("POST /delete", answer(c.delete))
	mux.Handle("GET /list", answer(c.list))
	mux.Handle("GET /show", answer(c.show))
	mux.Handle("GET /backup", answer(c.backup))
	mux.Handle("GET /verify", answer(c.verify))
	mux.Handle("POST /pair", answer(c.pair))
	c.userRoutes(mux)
	return http.MaxBytesHandler(mux, maxUpload)
}

// answer runs a handler and words its error; what the handler returns goes out as JSON unless it wrote itself.
func answer(handle func(http.ResponseWriter, *http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		result, err := handle(w, r)
		if err != nil {
			worded := station.Worded(err)
			cause := ""
			if worded.Cause != nil {
				cause = worded.Cause.Error()
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			result = refusal{Code: worded.Code, Sentence: worded.Sentence, Class: worded.Class, Cause: cause}
		}
		if result == nil {
			return
		}
		if err := json.NewEncoder(w).Encode(result); err != nil {
			slog.Warn("the command line hung up", "err", err)
		}
	})
}

// refusal carries a station.Error across the socket.
type refusal struct {
	Code     string        `json:"code"`
	Sentence string        `json:"sentence"`
	Class    station.Fault `json:"class"`
	Cause    string        `json:"cause,omitempty"`
}

func (c *control) importRoster(_ http.ResponseWriter, r *http.Request) (any, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, station.Invalid("file_too_large", "文件太大，最多 64 MB。").Because(err)
	}
	q := r.URL.Query()
	return desk.Import(r.Context(), c.db, desk.File{Name: q.Get("name"), Data: data}, desk.ImportOptions{
		Actor: r.Header.Get(actorHeader), DryRun: q.Get("dry_run") == "true", CountyLevelCity: q.Get("county_city") == "true",
		Fresh: c.fresh(),
	})
}

func (c *control) export(w http.ResponseWriter, _ *http.Request) (any, error) {
	today := station.DateOf(c.db.Now().Time)
	return nil, c.db.View(func(r station.Reader) error { return desk.ExportDeputies(r, today, w) })
}

// setRequest is one edit by hand.
type setRequest struct {
	Kind        station.Kind      `json:"kind"`
	Who         string            `json:"who"`
	Assignments []desk.Assignment `json:"assignments,omitempty"`
}

func readSetRequest(r *http.Request) (setRequest, error) {
	var req setRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		return req, station.Invalid("request_invalid", "请求读不懂。").Because(err)
	}
	return req, nil
}

func (c *control) set(_ http.ResponseWriter, r *http.Request) (any, error) {
	req, err := readSetRequest(r)
	if err != nil {
		return nil, err
	}
	return desk.Set(r.Context(), c.db, r.Header.Get(actorHeader), req.Kind, req.Who, req.Assignments, c.fresh())
}

func (c *control) delete(_ http.ResponseWriter, r *http.Request) (any, error) {
	req, err := readSetRequest(r)
	if err != nil {
		return nil, err
	}
	return desk.Delete(r.Context(), c.db, r.Header.Get(actorHeader), req.Kind, req.Who)
}

func (c *control) list(_ http.ResponseWriter, r *http.Request) (result any, err error) {
	err = c.db.View(func(reader station.Reader) error {
		result, err = desk.List(reader, station.Kind(r.URL.Query().Get("kind")))
		return err
	})
	return result, err
}

func (c *control) show(_ http.ResponseWriter, r *http.Request) (result any, err error) {
	q := r.URL.Query()
	err = c.db.View(func(reader station.Reader) error {
		record, err := desk.Find(reader, station.Kind(q.Get("kind")), q.Get("who"))
		result = record.Fields
		return err
	})
	return result, err
}

func (c *control) backup(w http.ResponseWriter, _ *http.Request) (any, error) {
	if _, err := c.db.Backup(w); err != nil {
		panic(http.ErrAbortHandler) // the file is half out: cutting the line is the only honest answer left
	}
	return nil, nil
}

func (c *control) verify(http.ResponseWriter, *http.Request) (any, error) {
	n, err := c.db.Verify()
	return verified{Changes: n, Seq: c.db.Seq(), Origin: c.db.Origin()}, err
}

// verified is the outcome of walking the log.
type verified struct {
	Changes int    `json:"changes"`
	Seq     uint64 `json:"seq"`
	Origin  string `json:"origin"`
}
