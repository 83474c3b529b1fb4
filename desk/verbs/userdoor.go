package verbs

import (
	"net/http"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/station"
	"lianzhan/web/console"
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

func byConsole(r *http.Request) account.By { return account.By{Actor: console.Actor(r)} }

func (d door) addUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	var req userRequest
	if err := console.Read(r, &req); err != nil {
		return nil, err
	}
	if err := d.store.View(func(reader station.Reader) error {
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
	return d.accounts.Add(r.Context(), byConsole(r), req.Newcomer)
}

func (d door) listUsers(http.ResponseWriter, *http.Request) (any, error) {
	return d.accounts.List()
}

func (d door) shutUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	var req userRequest
	if err := console.Read(r, &req); err != nil {
		return nil, err
	}
	id, err := d.accounts.Named(req.Login)
	if err != nil {
		return nil, err
	}
	return d.accounts.Alter(r.Context(), byConsole(r), id, account.Alteration{Disabled: &req.Disabled})
}

func (d door) resetUser(_ http.ResponseWriter, r *http.Request) (any, error) {
	var req userRequest
	if err := console.Read(r, &req); err != nil {
		return nil, err
	}
	id, err := d.accounts.Named(req.Login)
	if err != nil {
		return nil, err
	}
	return d.accounts.Reset(r.Context(), byConsole(r), id, req.TOTP)
}

func (d door) setupCode(http.ResponseWriter, *http.Request) (any, error) {
	code, err := d.accounts.SetupCode()
	return setupCode{Code: code}, err
}
