package sim

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"sync"

	"lianzhan/station"
)

// identity is a device with its keys. Signatures are the real thing; sealing is a stream of hashes under a key that only
// the box it is for looks up, because a seed should cost milliseconds and sealing is proven in the room above.
type identity struct {
	id, key, seal string
	private       ed25519.PrivateKey
	secret        [32]byte
}

// identities are made once: one for each box at the start, the rest for boxes that are replaced.
var identities = sync.OnceValue(func() []identity {
	all := make([]identity, 96)
	for i := range all {
		all[i] = identityOf(uint64(i))
	}
	return all
})

func identityOf(n uint64) identity {
	seed := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("device"), n))
	secret := sha256.Sum256(seed[:])
	private := ed25519.NewKeyFromSeed(seed[:])
	public := private.Public().(ed25519.PublicKey)
	return identity{
		id: hex.EncodeToString(seed[:8]), private: private, secret: secret,
		key:  "ed25519:" + base64.StdEncoding.EncodeToString(public),
		seal: "x25519:" + base64.StdEncoding.EncodeToString(secret[:]),
	}
}

func (i identity) device() station.Device { return station.Device{ID: i.id, Key: i.key, Seal: i.seal} }

func (i identity) sign(message []byte) []byte { return ed25519.Sign(i.private, message) }

const sealMark = 8 // bytes that tell whether the right box opens

// sealTo hides a message from everybody but one box.
func sealTo(to identity, message []byte) []byte {
	sum := sha256.Sum256(to.secret[:])
	return append(sum[:sealMark:sealMark], masked(to, message)...)
}

func (i identity) open(box []byte) ([]byte, bool) {
	sum := sha256.Sum256(i.secret[:])
	if len(box) < sealMark || !bytes.Equal(box[:sealMark], sum[:sealMark]) {
		return nil, false
	}
	return masked(i, box[sealMark:]), true
}

func masked(i identity, message []byte) []byte {
	out := make([]byte, len(message))
	var pad [32]byte
	for at := range message {
		if at%32 == 0 {
			pad = sha256.Sum256(binary.BigEndian.AppendUint64(i.secret[:], uint64(at)))
		}
		out[at] = message[at] ^ pad[at%32]
	}
	return out
}
