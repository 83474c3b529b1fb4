package console

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"lianzhan/station"
)

// Way is how a verb comes to the data: through the door of whoever holds it, or alone. Alone opens the same door where no
// server runs, so that each verb has one way only.
type Way struct {
	Data   *string // the directory, once the flags are read
	Server *string // address of a database server; empty or nil: the database lies in the directory
	Alone  func(data string) (shut func() error, err error)
}

// Elsewhere reports whether the database is a server's, which its own people keep.
func (w Way) Elsewhere() bool { return w.Server != nil && *w.Server != "" }

// Client speaks to the door.
type Client struct {
	http  *http.Client
	actor string
}

// Run does a verb's work.
func (w Way) Run(ctx context.Context, work func(context.Context, *Client) error) error {
	path := filepath.Join(*w.Data, socket)
	c := &Client{actor: actor(), http: &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}}}}
	defer c.http.CloseIdleConnections()
	if conn, err := net.Dial("unix", path); err == nil {
		return errors.Join(conn.Close(), work(ctx, c))
	}
	if _, err := os.Stat(*w.Data); err != nil {
		return station.NotFound("data_dir_missing", "没有数据目录 %s，请用 --data 写明，或先运行 serve。", *w.Data)
	}
	shut, err := w.Alone(*w.Data)
	if station.Worded(err).Code == "database_held" && opens(ctx, path) { // a server that has just been started
		return work(ctx, c)
	}
	if err != nil {
		return err
	}
	err = work(ctx, c)
	c.http.CloseIdleConnections()
	if closing := shut(); err == nil {
		err = closing
	}
	return err
}

// openLimit is how long a server that starts may take until its door is open.
const openLimit = 10 * time.Second

// opens waits until a door is open.
func opens(ctx context.Context, path string) bool {
	ctx, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	for again := time.NewTicker(100 * time.Millisecond); ; {
		var d net.Dialer
		if conn, err := d.DialContext(ctx, "unix", path); err == nil {
			return conn.Close() == nil
		}
		select {
		case <-ctx.Done():
			again.Stop()
			return false
		case <-again.C:
		}
	}
}

// actor is who the log names for work done from the command line.
func actor() string {
	if u, err := user.Current(); err == nil {
		return "cli:" + u.Username
	}
	return "cli"
}

// Do sends a request; whoever gets a body closes it.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body io.Reader) (io.ReadCloser, error) {
	address := url.URL{Scheme: "http", Host: "station", Path: path, RawQuery: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, method, address.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set(actorHeader, c.actor)
	res, err := c.http.Do(req)
	if err != nil && ctx.Err() == nil {
		err = station.Busy("server_gone", "程序没有答完就停了。等它重新启动，先看做成了没有，没有就再做一次。").Because(err)
	}
	if err != nil {
		return nil, err
	}
	if res.StatusCode == http.StatusOK {
		return res.Body, nil
	}
	defer res.Body.Close()
	var no refusal
	if err := json.NewDecoder(res.Body).Decode(&no); err != nil {
		return nil, err
	}
	refused := &station.Error{Code: no.Code, Sentence: no.Sentence, Class: no.Class}
	if no.Cause != "" {
		return nil, refused.Because(errors.New(no.Cause))
	}
	return nil, refused
}

// Question is what a verb asks at the door. A body of bytes goes as it is, any other as JSON.
type Question struct {
	Method, Path string
	Query        url.Values
	Body         any
}

// Get asks for something.
func Get(path string) Question { return Question{Method: http.MethodGet, Path: path} }

// Post asks for something to be done.
func Post(path string, body any) Question {
	return Question{Method: http.MethodPost, Path: path, Body: body}
}

// With is the question with a query.
func (q Question) With(query url.Values) Question {
	q.Query = query
	return q
}

// Ask puts a question and has the answer told.
func Ask[T any](ctx context.Context, w Way, q Question, tell func(T) error) error {
	raw, ok := q.Body.([]byte)
	if !ok && q.Body != nil {
		var err error
		if raw, err = json.Marshal(q.Body); err != nil {
			return err
		}
	}
	return w.Run(ctx, func(ctx context.Context, c *Client) error {
		answer, err := c.Do(ctx, q.Method, q.Path, q.Query, bytes.NewReader(raw))
		if err != nil {
			return err
		}
		defer answer.Close()
		var result T
		if err := json.NewDecoder(answer).Decode(&result); err != nil {
			return err
		}
		return tell(result)
	})
}

// Keep writes a stream to a file whole or not at all: a temporary name, synced, renamed.
func Keep(path string, from io.Reader) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".part-")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	_, err = io.Copy(part, from)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
