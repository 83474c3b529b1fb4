// Package pairing lets a screen in without a password: a person at the box opens the door for ten minutes, and the screen that
// comes with the code keeps a token under the box's key.
package pairing

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// What screens are let in for; a token names it in its proof.
const (
	Terminal = "device" // a kiosk of the station
	Wall     = "wall"   // a wall with the county's figures
)

// Life is how long a screen that was let in is believed: the longest a browser keeps a cookie.
const Life = 400 * 24 * time.Hour

const (
	openFor = 10 * time.Minute
	tries   = 5
)

// Pairing knows the screens that were let in for one purpose.
type Pairing struct {
	purpose string
	key     station.Key
	now     func() station.Reading
	slate   slate.Slate
}

// opened is a door that stands open for one screen.
type opened struct {
	Code  string    `json:"code"`
	Ends  time.Time `json:"ends"`
	Wrong int       `json:"wrong,omitempty"`
}

// New is the pairing for a purpose. The processes of one box share a slate; nil: there is
// one process.
func New(purpose string, key station.Key, now func() station.Reading, shared slate.Slate) *Pairing {
	if shared == nil {
		shared = slate.InMemory(func() time.Time { return now().Time })
	}
	return &Pairing{purpose: purpose, key: key, now: now, slate: shared}
}

// Token lets a screen in for some time.
func (p *Pairing) Token(id string, life time.Duration) string {
	until := strconv.FormatInt(p.now().Time.Add(life).Unix(), 10)
	return id + "." + until + "." + hex.EncodeToString(p.key.Sum(p.purpose, id, until))
}

// Read is the id of the screen a token was given to; false for a forged or an old one.
func (p *Pairing) Read(token string) (id string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > 256 {
		return "", false
	}
	sum := hex.EncodeToString(p.key.Sum(p.purpose, parts[0], parts[1]))
	until, err := strconv.ParseInt(parts[1], 10, 64)
	if subtle.ConstantTimeCompare([]byte(sum), []byte(parts[2])) != 1 || err != nil || p.now().Time.Unix() >= until {
		return "", false
	}
	return parts[0], true
}

func (p *Pairing) door() string { return "pairing/" + p.purpose }

// Open opens the door for one more screen and closes any opened before.
func (p *Pairing) Open(ctx context.Context) (code string, ends time.Time, err error) {
	random := make([]byte, 5)
	rand.Read(random) // never fails
	now := opened{Code: station.CodeFrom([5]byte(random)), Ends: p.now().Time.Add(openFor)}
	err = slate.Update(ctx, p.slate, p.door(), func(d *opened, _ bool) (time.Duration, error) {
		*d = now
		return openFor, nil
	})
	return now.Code, now.Ends, err
}

// Join uses the open door. Five wrong codes close it.
func (p *Pairing) Join(ctx context.Context, typed string) (token string, err error) {
	in := false
	err = slate.Update(ctx, p.slate, p.door(), func(d *opened, open bool) (time.Duration, error) {
		if !open {
			return 0, slate.ErrLeave
		}
		left := d.Ends.Sub(p.now().Time)
		in = left > 0 && subtle.ConstantTimeCompare([]byte(station.FoldCode(typed)), []byte(d.Code)) == 1
		if d.Wrong++; in || d.Wrong >= tries || left <= 0 {
			return 0, nil
		}
		return left, nil
	})
	switch {
	case err != nil:
		return "", err
	case !in:
		return "", station.Forbidden("pairing_failed", "配对码不对或过期了，请在主机上再要一个。")
	}
	return p.Token(strings.ToLower(rand.Text()[:12]), Life), nil
}
