package intake

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"lianzhan/station"
)

const (
	// quickest is the least time a person needs between opening a form and sending it.
	quickest = 4 * time.Second
	// formLife is how long a form may lie open before it is sent.
	formLife = 24 * time.Hour
	formMAC  = 16 // bytes
)

// Forms hands out the tokens of forms: when it was opened, and the client id of the matter it will make, so that a
// double tap without JavaScript is one matter.
type Forms struct {
	Key   station.Key
	Clock Clock
}

// New is the token of a form opened now.
func (f Forms) New() string {
	head := binary.BigEndian.AppendUint64(nil, uint64(f.Clock.now().Unix()))
	head = append(head, randomBytes(16)...)
	return base64.RawURLEncoding.EncodeToString(append(head, f.mac(head)...))
}

func (f Forms) mac(head []byte) []byte { return f.Key.Sum("form", string(head))[:formMAC] }

// Client reads the client id out of a token. Errors: form_expired for one that is not ours or too old, form_too_quick
// for one that comes back sooner than anybody writes; the client is told with the latter too.
func (f Forms) Client(token string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != 8+16+formMAC || subtle.ConstantTimeCompare(f.mac(raw[:24]), raw[24:]) != 1 {
		return "", station.Invalid("form_expired", "这一页打开太久了，请再点一次提交。")
	}
	age := f.Clock.now().Sub(time.Unix(int64(binary.BigEndian.Uint64(raw[:8])), 0))
	client := hex.EncodeToString(raw[8:24])
	switch {
	case age > formLife:
		return "", station.Invalid("form_expired", "这一页打开太久了，请再点一次提交。")
	case age < quickest:
		return client, station.Invalid("form_too_quick", "提交得太快了，请检查一遍，再点一次提交。")
	}
	return client, nil
}

// ClientOf reads the client id however soon the form comes back: what began at the terminal was begun by a person.
func (f Forms) ClientOf(token string) (string, error) {
	client, err := f.Client(token)
	if client != "" {
		return client, nil
	}
	return "", err
}

// ReadClient reads a client id: 128 bits in hex, or a UUID (RFC 9562).
func ReadClient(s string) (string, error) {
	hexed := strings.ToLower(s)
	if len(s) == 36 {
		hexed = strings.ReplaceAll(hexed, "-", "")
	}
	if raw, err := hex.DecodeString(hexed); err != nil || len(raw) != 16 {
		return "", station.Invalid("client_invalid", "提交的编号不对，请刷新页面再试。")
	}
	return hexed, nil
}
