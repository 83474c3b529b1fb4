package main

import (
	"encoding/json"
	"net/http"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/station"
)

// userRequest is what the command line asks about one account.
type userRequest struct {
	account.Newcomer
	Disabled bool `json:"disabled,omitempty"`
	TOTP     bool `json:"totp,omitempty"` // the second factor goes too
}

// setupCode is the answer to who may make the first account.
type setupCode struct {
	Code string `json:"code"`
}

// userRoutes are the command line's addresses for accounts: the way in for whoever has the box when nobody can sign in.
func (c *control) userRoutes(mux *http.ServeMux) {
	mux.Handle("POST /user/add", answer(c.addUser))
	mux.Handle("GET /user/list", answer(c.listUsers))
	mux.Handle("POST /user/shut", answer(c.shutUser))
	mux.Handle("POST /user/reset", answer(c.resetUser))
	mux.Handle("GET /user/setup-code", answer(c.setupCode))
}

func byConsole(r *http.Request) account.By { return account.By{Actor: r.Header.Get(actorHeader)} }

func readUserRequest(r *http.Request) (userRequest, error) {
	var req userRequest
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		return req, station.Invalid("request_invalid", "请求读不懂。").Because(err)
	}
	return req, nil
}

func (c *control) addUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	req, err := readUserRequest(r)
	if err != nil {
		return nil, err
	}
	if err := c.db.View(func(reader station.Reader) error {
		for kind, who := range map[station.Kind]*string{station.KindUnit: &req.Unit, station.KindDeputy: &req.Deputy} {
			if *who == "" {
				continue
			}
			record, err := desk.Find(reader, kind, *who)
			if err != nil {
				return err
			}
			*who = record.ID
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return c.accounts.Add(r.Context(), byConsole(r), req.Newcomer)
}

func (c *control) listUsers(http.ResponseWriter, *http.Request) (any, error) {
	return c.accounts.List()
}

func (c *control) shutUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	req, err := readUserRequest(r)
	if err != nil {
		return nil, err
	}
	id, err := c.accounts.Named(req.Login)
	if err != nil {
		return nil, err
	}
	return c.accounts.Alter(r.Context(), byConsole(r), id, account.Alteration{Disabled: &req.Disabled})
}

func (c *control) resetUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	req, err := readUserRequest(r)
	if err != nil {
		return nil, err
	}
	id, err := c.accounts.Named(req.Login)
	if err != nil {
		return nil, err
	}
	return c.accounts.Reset(r.Context(), byConsole(r), id, req.TOTP)
}

func (c *control) setupCode(http.ResponseWriter, *http.Request) (any, error) {
	code, err := c.accounts.SetupCode()
	return setupCode{Code: code}, err
}
