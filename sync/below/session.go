package below

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"strconv"
	"strings"
	"sync"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/sync/wire"
)

const (
	proofSize   = 16 // bytes; each request carries them
	sessionLife = 12 * time.Hour
	nonceLife   = time.Minute
	mostNonces  = 20_000 // spent within a nonce's life; more are refused until the oldest have run out
)

// Purposes of the sums made with the box's key.
const (
	forSession = "sync/session"
	forNonce   = "sync/nonce"
)

// Sessions and nonces carry their own proof, made with the box's key, so that every process over one database accepts
// what another gave out.
type sessions struct {
	key   station.Key
	slate slate.Slate // on which the processes of this box note the nonces used up; nil: there is one

	lock  sync.Mutex
	spent map[string]time.Time // nonces used up, until when they would have been good
	swept time.Time
}

func newSessions(key station.Key, shared slate.Slate) *sessions {
	return &sessions{key: key, slate: shared, spent: map[string]time.Time{}}
}

// open makes the bearer of a device's session. It is bound to the key the device signs with: one that enrolled again
// needs a new session.
func (s *sessions) open(d station.Device, now time.Time) string {
	ends := strconv.FormatInt(now.Add(sessionLife).Unix(), 36)
	return d.ID + "." + ends + "." + s.proof(forSession, d.ID, d.Key, ends)
}

// claims reads whose session a bearer says it is, unproven.
func claims(bearer string) (device, ends, proof string, ok bool) {
	parts := strings.Split(bearer, ".")
	if len(parts) != 3 {
		return "", "", "", false
	}
	return parts[0], parts[1], parts[2], true
}

// check holds a bearer against the device it names.
func (s *sessions) check(d station.Device, bearer string, now time.Time) error {
	device, ends, proof, ok := claims(bearer)
	until, err := strconv.ParseInt(ends, 36, 64)
	if !ok || err != nil || device != d.ID || !hmac.Equal([]byte(proof), []byte(s.proof(forSession, d.ID, d.Key, ends))) ||
		now.Unix() >= until {
		return wire.ErrSession
	}
	return nil
}

func (s *sessions) proof(purpose string, parts ...string) string {
	return base64.RawURLEncoding.EncodeToString(s.key.Sum(purpose, parts...)[:proofSize])
}

// nonce is a word good for one hello within a minute.
func (s *sessions) nonce(now time.Time) string {
	word := rand.Text() + "." + strconv.FormatInt(now.Add(nonceLife).Unix(), 36)
	return word + "." + s.proof(forNonce, word)
}

// spend takes a nonce once.
func (s *sessions) spend(nonce string, now time.Time) error {
	word, ends, proof, ok := claims(nonce)
	until, err := strconv.ParseInt(ends, 36, 64)
	if !ok || err != nil || !hmac.Equal([]byte(proof), []byte(s.proof(forNonce, word+"."+ends))) || now.Unix() >= until {
		return wire.ErrSession
	}
	if err := s.spendHere(word, until, now); err != nil || s.slate == nil {
		return err
	}
	return slate.Update(context.Background(), s.slate, "sync/nonce/"+word, func(_ *bool, used bool) (time.Duration, error) {
		if used {
			return 0, wire.ErrSession
		}
		return nonceLife, nil
	})
}

func (s *sessions) spendHere(word string, until int64, now time.Time) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if now.Sub(s.swept) > nonceLife {
		s.swept = now
		for old, ended := range s.spent {
			if now.After(ended) {
				delete(s.spent, old)
			}
		}
	}
	if _, used := s.spent[word]; used {
		return wire.ErrSession
	}
	if len(s.spent) >= mostNonces {
		return wire.ErrCrowd
	}
	s.spent[strings.Clone(word)] = time.Unix(until, 0)
	return nil
}
