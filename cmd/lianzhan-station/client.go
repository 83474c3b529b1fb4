package main

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

	"lianzhan/station"
	"lianzhan/store"
)

// client speaks to the door of whoever holds the database.
type client struct {
	http  *http.Client
	actor string
	close func() error
}

// dial finds the running station's door. When no station runs, it opens the data itself behind the same door, so that
// each verb has one way only.
func dial(data string) (*client, error) {
	path := filepath.Join(data, controlSocket)
	c := &client{actor: actor(), close: func() error { return nil }}
	c.http = &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}}}
	if conn, err := net.Dial("unix", path); err == nil {
		return c, conn.Close()
	}
	if _, err := os.Stat(data); err != nil {
		return nil, station.NotFound("data_dir_missing", "没有数据目录 %s，请用 --data 写明，或先运行 serve。", data)
	}
	db, err := store.Open(data, store.Options{Clock: wallClock, Built: builtAt()})
	if err != nil {
		return nil, err
	}
	door, err := ownDoor(db, data)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	c.close = func() error {
		c.http.CloseIdleConnections()
		return errors.Join(door.close(), db.Close())
	}
	return c, nil
}

// ownDoor opens the door where no station runs.
func ownDoor(db *store.DB, data string) (*control, error) {
	accounts, err := newAccounts(db, unreachable)
	if err != nil {
		return nil, err
	}
	return listenControl(db, data, accounts)
}

// actor is who the log names for work done from the command line.
func actor() string {
	if u, err := user.Current(); err == nil {
		return "cli:" + u.Username
	}
	return "cli"
}

func (c *client) do(ctx context.Context, method, path string, query url.Values, body io.Reader) (io.ReadCloser, error) {
	address := url.URL{Scheme: "http", Host: "station", Path: path, RawQuery: query.Encode()}
	req, err := http.NewRequestWithContext(ctx, method, address.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set(actorHeader, c.actor)
	res, err := c.http.Do(req)
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

// ask sends a request and reads the JSON that comes back into result.
func (c *client) ask(ctx context.Context, method, path string, query url.Values, body, result any) error {
	raw, ok := body.([]byte)
	if !ok && body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return err
		}
	}
	answer, err := c.do(ctx, method, path, query, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	defer answer.Close()
	return json.NewDecoder(answer).Decode(result)
}
