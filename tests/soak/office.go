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

	centre "lianzhan/station"
)

// office is an official at the county's desk, who writes for the whole county and for one village.
type office struct {
	at       *station
	browser  *http.Client
	password string
	desks    []*desk
}

// desk is one record of the county's that is written again and again.
type desk struct {
	kind   centre.Kind
	scope  string
	id     string
	fields func(n int) map[string]any
}

const (
	login   = "zhanzhang"
	village = "/c/shiwan/lianchi"
)

// open makes the first account.
func (o *office) open(ctx context.Context, s *station) error {
	var setup struct{ Code string }
	if err := s.ask(ctx, http.MethodGet, "/user/setup-code", nil, &setup); err != nil {
		return err
	}
	o.at, o.browser = s, &http.Client{Timeout: startLimit}
	const chosen = "漫山红叶映清溪 四方来客坐"
	if err := o.send(ctx, http.MethodPost, "/api/v1/desk/setup",
		map[string]string{"code": setup.Code, "login": login, "name": "高禾苗", "password": chosen}, nil); err != nil {
		return err
	}
	o.password = chosen
	return o.signIn(ctx, s)
}

// signIn is what an official does when the server was away.
func (o *office) signIn(ctx context.Context, s *station) (err error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	o.at, o.browser = s, &http.Client{Timeout: startLimit, Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	return o.send(ctx, http.MethodPost, "/api/v1/desk/session", map[string]string{"login": login, "password": o.password}, nil)
}

// begin makes the records that will be written: one that is made twice would be two.
func (o *office) begin(ctx context.Context) error {
	for _, d := range o.desks {
		var made struct{ ID string }
		if err := o.send(ctx, http.MethodPut, fmt.Sprintf("/api/v1/county/records/%s?scope=%s", d.kind, d.scope), d.fields(0), &made); err != nil {
			return err
		}
		d.id = made.ID
	}
	return nil
}

// notice is what all may read.
func (o *office) notice(name string) hand {
	return o.hand(name, centre.KindArticle, "/c", func(n int) map[string]any {
		return map[string]any{"title": name, "kind": "notice", "body": mark(name, n), "public": true, "published_on": "2026-01-01"}
	})
}

// deputy is somebody of one village.
func (o *office) deputy(name string) hand {
	return o.hand(name, centre.KindDeputy, village, func(n int) map[string]any {
		return map[string]any{"name": name, "posts": []string{mark(name, n)},
			"memberships": []map[string]any{{"in": "congress", "tier": "township", "area": "第3选区"}}}
	})
}

func (o *office) hand(name string, kind centre.Kind, scope string, fields func(n int) map[string]any) hand {
	d := &desk{kind: kind, scope: scope, fields: fields}
	o.desks = append(o.desks, d)
	return hand{name: name, pause: often, kind: kind, put: func(ctx context.Context, n int) error {
		return o.send(ctx, http.MethodPut, fmt.Sprintf("/api/v1/county/records/%s/%s", kind, d.id), fields(n), nil)
	}}
}

// send makes the request a page of the desk makes. No error means acknowledged.
func (o *office) send(ctx context.Context, method, path string, body, answer any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+o.at.address+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	res, err := o.browser.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode >= http.StatusMultipleChoices:
		return refusal(fmt.Sprintf("%s %s: %d %s", method, path, res.StatusCode, said))
	case answer == nil:
		return nil
	case len(said) == 0:
		return errors.New(path + " answers nothing")
	}
	return json.Unmarshal(said, answer)
}
