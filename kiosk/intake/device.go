package intake

import (
	"crypto/subtle"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
)

// How long a terminal is believed: one on the box itself is asked for again at every load, one across the hall was let in
// by a person.
const (
	LocalLife  = 24 * time.Hour
	PairedLife = 400 * 24 * time.Hour // the longest a browser keeps a cookie
)

const (
	pairingLife  = 10 * time.Minute
	pairingTries = 5
)

// Devices knows the station's own terminals by a token under the box's key.
type Devices struct {
	Key   station.Key
	Clock Clock

	lock  sync.Mutex
	code  string // of the pairing that is open, "" for none
	ends  time.Time
	wrong int
}

// Token lets a terminal speak as one of the station's for some time.
func (d *Devices) Token(id string, life time.Duration) string {
	until := strconv.FormatInt(d.Clock.now().Add(life).Unix(), 10)
	return id + "." + until + "." + hex.EncodeToString(d.Key.Sum("device", id, until))
}

// Read is the id of the terminal a token was given to; false for a forged or an old one.
func (d *Devices) Read(token string) (id string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > 256 {
		return "", false
	}
	sum := hex.EncodeToString(d.Key.Sum("device", parts[0], parts[1]))
	until, err := strconv.ParseInt(parts[1], 10, 64)
	if subtle.ConstantTimeCompare([]byte(sum), []byte(parts[2])) != 1 || err != nil || d.Clock.now().Unix() >= until {
		return "", false
	}
	return parts[0], true
}

// Pair opens the door for one more terminal and closes any opened before.
func (d *Devices) Pair() (code string, ends time.Time) {
	code = station.CodeFrom([5]byte(randomBytes(5)))
	d.lock.Lock()
	defer d.lock.Unlock()
	d.code, d.ends, d.wrong = code, d.Clock.now().Add(pairingLife), 0
	return d.code, d.ends
}

// Join uses the open pairing. Five wrong codes close it.
func (d *Devices) Join(typed string) (token string, err error) {
	refused := station.Forbidden("pairing_failed", "配对码不对或过期了，请在主机上再运行一次 pair。")
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.code == "" || !d.Clock.now().Before(d.ends) {
		d.code = ""
		return "", refused
	}
	if subtle.ConstantTimeCompare([]byte(station.FoldCode(typed)), []byte(d.code)) != 1 {
		if d.wrong++; d.wrong >= pairingTries {
			d.code = ""
		}
		return "", refused
	}
	d.code = ""
	return d.Token(newToken()[:12], PairedLife), nil
}
