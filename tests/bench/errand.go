package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"

	"github.com/gorilla/websocket"
)

// clerk is somebody signed in at the desk of a station under measurement.
type clerk struct {
	s      *server
	client *http.Client
}

const clerkPassword = "漫山红叶映清溪 四方来客坐"

// openDesk makes the first account with the code of the console and signs in.
func (s *server) openDesk(ctx context.Context) (*clerk, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://station/user/setup-code", nil)
	if err != nil {
		return nil, err
	}
	res, err := s.control.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	var setup struct{ Code string }
	if err := json.NewDecoder(res.Body).Decode(&setup); err != nil {
		return nil, err
	}
	c, err := s.stranger()
	if err != nil {
		return nil, err
	}
	_, err = c.ask(ctx, http.MethodPost, "/api/v1/desk/setup",
		map[string]any{"code": setup.Code, "login": "zhanzhang", "name": "高禾苗", "password": clerkPassword})
	return c, errors.Join(err, c.signIn(ctx, "zhanzhang", clerkPassword))
}

func (s *server) stranger() (*clerk, error) {
	jar, err := cookiejar.New(nil)
	return &clerk{s: s, client: &http.Client{Jar: jar}}, err
}

func (c *clerk) signIn(ctx context.Context, login, password string) error {
	_, err := c.ask(ctx, http.MethodPost, "/api/v1/desk/session", map[string]any{"login": login, "password": password})
	return err
}

// hire makes one more account and signs it in with a password of its own.
func (c *clerk) hire(ctx context.Context, role string) (*clerk, error) {
	if _, err := c.ask(ctx, http.MethodPost, "/api/v1/desk/session/confirm", map[string]any{"password": clerkPassword}); err != nil {
		return nil, err
	}
	raw, err := c.ask(ctx, http.MethodPost, "/api/v1/desk/accounts", map[string]any{"login": "second", "name": "罗坪", "roles": []string{role}})
	if err != nil {
		return nil, err
	}
	var issued struct {
		Initial string `json:"initial_password"`
	}
	if err := json.Unmarshal(raw, &issued); err != nil {
		return nil, err
	}
	other, err := c.s.stranger()
	if err != nil {
		return nil, err
	}
	if err := other.signIn(ctx, "second", issued.Initial); err != nil {
		return nil, err
	}
	_, err = other.ask(ctx, http.MethodPost, "/api/v1/desk/session/password", map[string]any{"old": issued.Initial, "new": clerkPassword + "稳"})
	return other, err
}

// ask makes a request that must be taken.
func (c *clerk) ask(ctx context.Context, method, path string, body any) ([]byte, error) {
	var sent io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		sent = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.s.url(path), sent)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := c.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("%s %s: %s", method, path, raw)
	}
	return raw, err
}

// does writes one event of a matter.
func (c *clerk) does(ctx context.Context, id, event string, data map[string]any) error {
	_, err := c.ask(ctx, http.MethodPost, "/api/v1/desk/matters/"+id+"/events", map[string]any{"type": event, "data": data})
	return err
}

// listen opens the desk's live socket and reads it until the connection ends.
func (c *clerk) listen(ctx context.Context) (*websocket.Conn, error) {
	at, err := http.NewRequestWithContext(ctx, http.MethodGet, c.s.url("/"), nil)
	if err != nil {
		return nil, err
	}
	heads := http.Header{"Origin": {c.s.url("")}}
	for _, cookie := range c.client.Jar.Cookies(at.URL) {
		heads.Add("Cookie", cookie.Name+"="+cookie.Value)
	}
	conn, res, err := websocket.DefaultDialer.DialContext(ctx, "ws://"+c.s.address+"/ws/desk", heads)
	if err != nil {
		return nil, err
	}
	res.Body.Close()
	go drain(conn)
	return conn, nil
}

func drain(conn *websocket.Conn) {
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			return // the row is over
		}
	}
}
