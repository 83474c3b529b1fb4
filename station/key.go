package station

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Key is the secret of one box. What a voter holds in hand, such as a query code, is made with it, so that a copied
// database alone betrays none.
type Key []byte

// Sum is the HMAC-SHA256 (RFC 2104) of a purpose and its parts, 32 bytes. Each is preceded by its length (8 bytes,
// big-endian), so that no two lists of parts are summed alike; a sum for one purpose is worth nothing for another.
func (k Key) Sum(purpose string, parts ...string) []byte {
	mac := hmac.New(sha256.New, k)
	for _, part := range append([]string{purpose}, parts...) {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write([]byte(part))
	}
	return mac.Sum(nil)
}

const veiled = "(secret)"

// Format keeps the key out of logs and messages, whatever the verb.
func (k Key) Format(s fmt.State, _ rune) { fmt.Fprint(s, veiled) }

// MarshalText keeps the key out of JSON and structured logs.
func (k Key) MarshalText() ([]byte, error) { return []byte(veiled), nil }
