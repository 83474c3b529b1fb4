package account

import (
	"net/http"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// Routes are the addresses of signing in, of one's own account and of those who manage accounts.
func (r *Room) Routes() []door.Route {
	const anyone, own, manage = station.ActAnyone, station.ActSignedIn, station.ActManageAccounts
	return []door.Route{
		{Method: http.MethodGet, Path: "/api/v1/desk/setup", Action: anyone, Answer: r.getSetup},
		{Method: http.MethodPost, Path: "/api/v1/desk/setup", Action: anyone, Answer: r.postSetup},
		{Method: http.MethodPost, Path: "/api/v1/desk/session", Action: anyone, Answer: r.postSession},
		{Method: http.MethodGet, Path: "/api/v1/desk/session", Action: own, Answer: r.getSession},
		{Method: http.MethodDelete, Path: "/api/v1/desk/session", Action: own, Answer: r.deleteSession},
		{Method: http.MethodPost, Path: "/api/v1/desk/session/confirm", Action: own, Answer: r.postConfirm},
		{Method: http.MethodPost, Path: "/api/v1/desk/session/password", Action: own, Answer: r.postPassword},
		{Method: http.MethodPost, Path: "/api/v1/desk/session/totp", Action: own, Answer: r.postTOTP, Confirm: true},
		{Method: http.MethodPost, Path: "/api/v1/desk/session/totp/code", Action: own, Answer: r.postTOTPCode, Confirm: true},
		{Method: http.MethodDelete, Path: "/api/v1/desk/session/totp", Action: own, Answer: r.deleteTOTP, Confirm: true},
		{Method: http.MethodGet, Path: "/api/v1/desk/sessions", Action: own, Answer: r.getSessions},
		{Method: http.MethodDelete, Path: "/api/v1/desk/sessions/:id", Action: own, Answer: r.deleteSessions},
		{Method: http.MethodGet, Path: "/api/v1/desk/accounts", Action: manage, Answer: r.getAccounts},
		{Method: http.MethodPost, Path: "/api/v1/desk/accounts", Action: manage, Answer: r.postAccount, Confirm: true},
		{Method: http.MethodPatch, Path: "/api/v1/desk/accounts/:id", Action: manage, Answer: r.patchAccount, Confirm: true},
		{Method: http.MethodPost, Path: "/api/v1/desk/accounts/:id/password", Action: manage, Answer: r.resetAccount, Confirm: true},
		{Method: http.MethodDelete, Path: "/api/v1/desk/accounts/:id/totp", Action: manage, Answer: r.dropAccountTOTP, Confirm: true},
	}
}
