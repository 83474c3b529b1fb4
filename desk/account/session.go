package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"

	"lianzhan/station/slate"
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

	// seenEvery is how exactly the last use of a session is known: a page that asks ten times a second writes once.
	seenEvery = 10 * time.Second
	// overdue is how much longer than it is good a session may lie on the slate.
	overdue = time.Minute
)

// session is one person signed in at one browser. Only the hash of its token is kept.
type session struct {
	ID        string    `json:"id"` // names it in lists; opens nothing
	Token     []byte    `json:"token"`
	Account   string    `json:"account"`
	Address   string    `json:"address"`
	Agent     string    `json:"agent"`
	Started   time.Time `json:"started"`
	Seen      time.Time `json:"seen"`
	Confirmed time.Time `json:"confirmed"`         // until when the password counts as just said
	Pending   string    `json:"pending,omitempty"` // sealed secret of a second factor that waits for its first code
}

func (s session) over(now time.Time) bool {
	return now.Sub(s.Seen) >= idleLimit || now.Sub(s.Started) >= sessionLimit
}

// left is how long the session is worth keeping.
func (s session) left(now time.Time) time.Duration {
	return overdue + min(s.Seen.Add(idleLimit).Sub(now), s.Started.Add(sessionLimit).Sub(now))
}

// sessions are all who are signed in, at whichever process of this box.
type sessions struct{ slate slate.Slate }

const sessionKeys = "desk/session/"

// start signs somebody in and returns the token their browser keeps.
func (s *sessions) start(ctx context.Context, who session, now time.Time) (token string, started session, err error) {
	secret := make([]byte, tokenSize)
	rand.Read(secret) // never fails
	token = base64.RawURLEncoding.EncodeToString(secret)
	who.ID, who.Token = nameOf(token)
	who.Started, who.Seen, who.Confirmed = now, now, now.Add(confirmLimit)
	open, err := s.list(now)
	if err != nil {
		return "", who, err
	}
	same := slices.DeleteFunc(slices.Clone(open), func(o session) bool { return o.Account != who.Account })
	for _, crowd := range []struct {
		of   []session
		most int
	}{{same, sessionsEach}, {open, sessionsAll}} {
		if err := s.makeRoom(ctx, crowd.of, crowd.most); err != nil {
			return "", who, err
		}
	}
	return token, who, s.alter(ctx, who.ID, now, func(o *session, _ bool) bool {
		*o = who
		return true
	})
}

// makeRoom ends those idle longest of a crowd, so that there is room for one more.
func (s *sessions) makeRoom(ctx context.Context, crowd []session, most int) error {
	slices.SortFunc(crowd, func(a, b session) int { return a.Seen.Compare(b.Seen) })
	for _, o := range crowd[:max(0, len(crowd)-most+1)] {
		if err := slate.Wipe(ctx, s.slate, sessionKeys+o.ID); err != nil {
			return err
		}
	}
	return nil
}

// find looks a token up and notes that it was used. What cannot be a token is not looked up.
func (s *sessions) find(ctx context.Context, token string, now time.Time) (o session, ok bool, err error) {
	if len(token) != tokenLength {
		return o, false, nil
	}
	id, hash := nameOf(token)
	o, found, err := slate.Get[session](s.slate, sessionKeys+id)
	if err != nil || !found || o.over(now) || subtle.ConstantTimeCompare(o.Token, hash) != 1 {
		return session{}, false, err
	}
	if now.Sub(o.Seen) < seenEvery {
		return o, true, nil
	}
	err = s.alter(ctx, id, now, func(still *session, found bool) bool {
		if ok = found; ok {
			still.Seen, o.Seen = now, now
		}
		return ok
	})
	return o, ok, err
}

// end closes the sessions of a sort and returns them.
func (s *sessions) end(ctx context.Context, now time.Time, sort func(session) bool) (ended []session, err error) {
	open, err := s.list(now)
	for _, o := range open {
		if err == nil && sort(o) {
			ended, err = append(ended, o), slate.Wipe(ctx, s.slate, sessionKeys+o.ID)
		}
	}
	return ended, err
}

// alter changes a session; what says false leaves it as it is.
func (s *sessions) alter(ctx context.Context, id string, now time.Time, change func(o *session, found bool) bool) error {
	return slate.Update(ctx, s.slate, sessionKeys+id, func(o *session, found bool) (time.Duration, error) {
		if found && o.over(now) {
			return 0, nil
		}
		if !change(o, found) {
			return 0, slate.ErrLeave
		}
		return o.left(now), nil
	})
}

// list is who is signed in, the newest first.
func (s *sessions) list(now time.Time) ([]session, error) {
	all, err := slate.All[session](s.slate, sessionKeys)
	all = slices.DeleteFunc(all, func(o session) bool { return o.over(now) })
	slices.SortFunc(all, func(a, b session) int {
		return cmp.Or(b.Started.Compare(a.Started), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

// nameOf is what a token's session is called, and the hash it is known by.
func nameOf(token string) (id string, hash []byte) {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:8]), sum[:]
}
