// Package fresh hands out identities for new records.
package fresh

import (
	"crypto/rand"

	"github.com/google/uuid"

	"lianzhan/station"
)

// ID is a new record's id: it sorts by the time it was made.
func ID() string { return uuid.Must(uuid.NewV7()).String() }

// Code is a new short code of a phone page. Whether it is taken is for the asker to see.
func Code() string {
	var random [5]byte
	rand.Read(random[:]) // never fails
	return station.CodeFrom(random)
}
