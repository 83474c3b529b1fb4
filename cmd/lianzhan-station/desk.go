package main

import (
	"slices"

	"lianzhan/desk/account"
	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/store"
)

// Whether a browser can come to where the accounts are kept.
const (
	reachable   = false
	unreachable = true
)

// newAccounts opens the desk's accounts over a store.
func newAccounts(db *store.DB, alone bool) (*account.Room, error) {
	return account.New(account.Options{Store: db, Key: db.Key(), ID: newID, Unreachable: alone})
}

// deskRoutes puts the desk's addresses behind its door.
func (b *box) deskRoutes() {
	door.Mount(b.app, b.accounts, slices.Concat(b.accounts.Routes(), audit.New(b.db).Routes()))
}
