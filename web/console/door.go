// Package console is the command line's way to a running server: a socket in the data directory that only its owner can
// open, the client that speaks to it, and what an error means to the person at the keyboard. What is asked through it is
// each room's own.
package console

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"lianzhan/station"
)

const (
	socket        = "control.sock"
	maxUpload     = 64 << 20 // bytes of one request; a roster with its pictures
	actorHeader   = "Lianzhan-Actor"
	shutdownLimit = 10 * time.Second
)

// Door is the open socket.
type Door struct {
	server *http.Server
	ended  chan struct{}
}

// Listen opens the door onto the addresses of some rooms. Whoever holds the database may take the socket's place from a
// process that died.
func Listen(data string, routes ...func(*http.ServeMux)) (*Door, error) {
	path := filepath.Join(data, socket)
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
	mux := http.NewServeMux()
	for _, add := range routes {
		add(mux)
	}
	d := &Door{ended: make(chan struct{}), server: &http.Server{Handler: http.MaxBytesHandler(mux, maxUpload),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 30 * time.Minute}}
	go func() {
		defer close(d.ended)
		if err := d.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("the command line's door fell shut", "err", err)
		}
	}()
	return d, nil
}

// Close shuts the door and waits for those who are in it.
func (d *Door) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownLimit)
	defer cancel()
	err := d.server.Shutdown(ctx)
	<-d.ended
	return err
}

// Actor is who the log names for a request that came through the door.
func Actor(r *http.Request) string { return r.Header.Get(actorHeader) }

// Read reads the JSON of a request.
func Read(r *http.Request, into any) error {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		return station.Invalid("request_invalid", "请求读不懂。").Because(err)
	}
	return nil
}

// Answer runs a handler and words its error; what the handler returns goes out as JSON unless it wrote itself.
func Answer(handle func(http.ResponseWriter, *http.Request) (any, error)) http.Handler {
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
