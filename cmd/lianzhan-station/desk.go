package main

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/store"
	"lianzhan/web/fresh"
	"lianzhan/web/pages"
)

// Whether a browser can come to where the accounts are kept.
const (
	reachable   = false
	unreachable = true
)

// newAccounts opens the desk's accounts over a store.
func newAccounts(db *store.DB, alone bool) (*account.Room, error) {
	return account.New(account.Options{Store: db, Key: db.Key(), ID: fresh.ID, Unreachable: alone})
}

// newDesk opens the desk, with the drafts that wait at the kiosk.
func (b *box) newDesk() *desk.Room {
	return desk.New(desk.Options{Store: b.db, Key: b.db.Key(), Codes: b.sync.Codes, Photos: b.photos, Small: b.sync.Thumb,
		Drafts: b.kiosk.Drafts(), Pending: b.pending, Stands: b.accounts.Stands, ID: fresh.ID, Compact: b.compactor.Ask, Version: pages.Version(),
		Base: b.base.String})
}

// pending is a picture of a draft that waits at the kiosk.
func (b *box) pending(token, hash string) (jpeg []byte, ok bool) {
	for _, u := range b.kiosk.Drafts().Photos(token) {
		if u.Hash == hash && !u.Voice {
			return u.Body, true
		}
	}
	return nil, false
}

// deskRoutes opens the desk's page to everybody and puts its addresses behind its door.
func (b *box) deskRoutes() {
	b.app.Get("/desk", func(c *fiber.Ctx) error { return pages.Serve(c, "desk", nil) })
	door.Mount(b.app, b.accounts, slices.Concat(b.accounts.Routes(), audit.New(b.db).Routes(), b.desk.Routes(), b.syncRoutes()))
}
