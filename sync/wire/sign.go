package wire

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"strings"

	"lianzhan/station"
)

// The names of algorithms and purposes: a signature for one purpose is worth nothing for another.
const (
	keyPrefix    = "ed25519:"
	sealPrefix   = "x25519:"
	forChange    = "lianzhan change\n"
	forHello     = "lianzhan hello\n"
	forEnrolment = "lianzhan enrol\n"
)

// Key is a public Ed25519 key as it is written down.
func Key(public ed25519.PublicKey) string {
	return keyPrefix + base64.StdEncoding.EncodeToString(public)
}

// Seal is a public X25519 key as it is written down.
func Seal(public [32]byte) string { return sealPrefix + base64.StdEncoding.EncodeToString(public[:]) }

// ReadKey reads what Key wrote.
func ReadKey(written string) (ed25519.PublicKey, bool) {
	raw, ok := readKey(written, keyPrefix)
	return raw, ok
}

// ReadSeal reads what Seal wrote.
func ReadSeal(written string) (public [32]byte, ok bool) {
	raw, ok := readKey(written, sealPrefix)
	copy(public[:], raw)
	return public, ok
}

func readKey(written, prefix string) ([]byte, bool) {
	text, ok := strings.CutPrefix(written, prefix)
	if !ok {
		return nil, false
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	return raw, err == nil && len(raw) == 32
}

// Verify reports whether a signature is that of a key over a message. An unknown algorithm verifies nothing.
func Verify(key string, message, sig []byte) bool {
	public, ok := ReadKey(key)
	return ok && len(sig) == ed25519.SignatureSize && ed25519.Verify(public, message, sig)
}

// ProofBytes is what the device signs to vouch for a change and, by the chain of hashes, for all before it.
func ProofBytes(header station.Hash) []byte { return []byte(forChange + string(header)) }

// Signed is what the device signs: the hello without its signature, as canonical JSON.
func (h Hello) Signed() []byte {
	h.Sig = nil
	return canonical(forHello, h)
}

// Signed is what the key signs: the enrolment without its signature, as canonical JSON.
func (e Enrol) Signed() []byte {
	e.Sig = nil
	return canonical(forEnrolment, e)
}

// canonical is a purpose and a message: JSON without blanks, fields in the order declared, keys of maps sorted.
func canonical[T Hello | Enrol](purpose string, message T) []byte {
	b, err := json.Marshal(message)
	if err != nil {
		panic(err) // structs of strings and numbers always marshal
	}
	return append([]byte(purpose), b...)
}
