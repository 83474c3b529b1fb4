package account

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"sync"
	"time"
)

// How long a session lasts (OWASP ASVS 5.0, 7.3), and how many there may be.
const (
	idleLimit    = 15 * time.Minute
	sessionLimit = 10 * time.Hour
	confirmLimit = 5 * time.Minute

	sessionsEach = 8 // of one account; one more ends the one idle longest
	sessionsAll  = 512

	tokenSize   = 32 // random bytes
	tokenLength = 43 // as the cookie carries them
)

// session is one person signed in at one browser. Only the hash of its token is kept.
type session struct {
	ID        string // names it in lists; opens nothing
	Account   string
	Address   string
	Agent     string
	Started   time.Time
	Seen      time.Time
	Confirmed time.Time // until when the password counts as just said
	pending   []byte    // secret of a second factor that waits for its first code
}

func (s session) over(now time.Time) bool {
	return now.Sub(s.Seen) >= idleLimit || now.Sub(s.Started) >= sessionLimit
}

type tokenHash [sha256.Size]byte

// sessions are all who are signed in.
type sessions struct {
	lock sync.Mutex
	open map[tokenHash]*session
}

func newSessions() sessions { return sessions{open: map[tokenHash]*session{}} }

// start signs somebody in and returns the token their browser keeps.
func (s *sessions) start(who session, now time.Time) (token string, started session) {
	secret := make([]byte, tokenSize)
	rand.Read(secret) // never fails
	token = base64.RawURLEncoding.EncodeToString(secret)
	hash := hashOf(token)
	who.ID, who.Started, who.Seen, who.Confirmed = hex.EncodeToString(hash[:8]), now, now, now.Add(confirmLimit)
	s.lock.Lock()
	defer s.lock.Unlock()
	s.sweep(now)
	s.crowd(sessionsEach, func(o *session) bool { return o.Account == who.Account })
	s.crowd(sessionsAll, func(*session) bool { return true })
	s.open[hash] = &who
	return token, who
}

// sweep forgets the sessions that are over.
func (s *sessions) sweep(now time.Time) {
	for hash, o := range s.open {
		if o.over(now) {
			delete(s.open, hash)
		}
	}
}

// crowd makes room for one more: when most sessions of a sort stand, the one idle longest ends.
func (s *sessions) crowd(most int, sort func(*session) bool) {
	var stalest tokenHash
	count := 0
	for hash, o := range s.open {
		if !sort(o) {
			continue
		}
		if count++; count == 1 || o.Seen.Before(s.open[stalest].Seen) {
			stalest = hash
		}
	}
	if count >= most {
		delete(s.open, stalest)
	}
}

// find looks a token up and notes that it was used. What cannot be a token is not looked up.
func (s *sessions) find(token string, now time.Time) (session, bool) {
	if len(token) != tokenLength {
		return session{}, false
	}
	hash := hashOf(token)
	s.lock.Lock()
	defer s.lock.Unlock()
	o, ok := s.open[hash]
	if !ok || o.over(now) {
		delete(s.open, hash)
		return session{}, false
	}
	o.Seen = now
	return *o, true
}

// stands reports whether a session is still open, without counting as a use of it.
func (s *sessions) stands(id string, now time.Time) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, o := range s.open {
		if o.ID == id {
			return !o.over(now)
		}
	}
	return false
}

// end closes the sessions of a sort and returns them.
func (s *sessions) end(sort func(session) bool) (ended []session) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for hash, o := range s.open {
		if sort(*o) {
			ended = append(ended, *o)
			delete(s.open, hash)
		}
	}
	return ended
}

// alter changes an open session.
func (s *sessions) alter(id string, change func(*session)) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, o := range s.open {
		if o.ID == id {
			change(o)
		}
	}
}

// list is who is signed in, the newest first.
func (s *sessions) list(now time.Time) []session {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.sweep(now)
	all := make([]session, 0, len(s.open))
	for _, o := range s.open {
		all = append(all, *o)
	}
	slices.SortFunc(all, func(a, b session) int {
		return cmp.Or(b.Started.Compare(a.Started), cmp.Compare(a.ID, b.ID))
	})
	return all
}

func hashOf(token string) tokenHash { return sha256.Sum256([]byte(token)) }
