package main

import (
	"crypto/rand"

	"github.com/google/uuid"

	"lianzhan/desk"
	"lianzhan/station"
	"lianzhan/store"
)

// fresh hands out identities for new records.
func (c *control) fresh() desk.Fresh { return freshFrom(c.db) }

func freshFrom(db *store.DB) desk.Fresh {
	return desk.Fresh{ID: newID, Code: newCode, Today: station.DateOf(db.Now().Time)}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func newCode() string {
	var random [5]byte
	rand.Read(random[:]) // never fails
	return station.CodeFrom(random)
}
