// Package intake is the threshold a voter's matter crosses: query codes, limits, proof of work, the tokens of forms,
// terminals and drafts, pictures that wait to be claimed. It keeps what it needs in bounded memory, reads no clock of
// its own and knows neither HTTP nor disk.
package intake

import (
	"crypto/rand"
	"encoding/hex"
	"time"

	"lianzhan/station"
)

// Clock tells the box's corrected time.
type Clock func() station.Reading

func (c Clock) now() time.Time { return c().Time }

// newToken is 128 random bits in hex: nobody guesses it (ASVS 5.0, 7.2.3).
func newToken() string { return hex.EncodeToString(randomBytes(16)) }

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails (crypto/rand)
	return b
}
