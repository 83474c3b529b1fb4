package account

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// claim is what somebody says to be let in. Code is the second factor: six digits, or a recovery code.
type claim struct {
	Login    string `json:"login"`
	Password string `json:"password"`
	Code     string `json:"totp,omitempty"`
}

const longestClaim = 1024 // bytes of one word of it

// stranger is who the log names when nobody is signed in.
const stranger = "stranger"

// errWrong says no more than that: neither which of the two was wrong nor whether there is such an account.
func errWrong() error { return station.Unauthorized("sign_in_failed", "登录名或密码不对。") }

// signIn lets somebody in, and returns the token for their browser.
func (r *Room) signIn(ctx context.Context, c claim, from session) (string, session, error) {
	if len(c.Login) > longestClaim || len(c.Password) > longestClaim || len(c.Code) > longestClaim {
		return "", session{}, errWrong()
	}
	now := r.now()
	slow, err := r.tries.try(ctx, c.Login, from.Address, now)
	if err != nil {
		return "", session{}, err
	}
	if err := r.pause(ctx, slow); err != nil {
		return "", session{}, err
	}
	a, line, err := r.prove(ctx, c)
	if err != nil {
		r.turnedAway(ctx, c.Login, from.Address, a.ID, err)
		return "", session{}, err
	}
	line.Name, line.Address = a.Name, from.Address
	if err := audit.Write(ctx, r.store, door.ActorOf(a.ID), line); err != nil {
		return "", session{}, errors.Join(err, r.tries.forgive(ctx, c.Login, from.Address, now))
	}
	if err := r.tries.forget(ctx, c.Login, from.Address, now); err != nil {
		return "", session{}, err
	}
	from.Account = a.ID
	return r.sessions.start(ctx, from, r.now())
}

// prove checks a claim against the account it names; the account is returned beside the error for the audit.
func (r *Room) prove(ctx context.Context, c claim) (station.Account, audit.Line, error) {
	line := audit.Line{What: audit.SignedIn}
	all, err := r.all()
	if err != nil {
		return station.Account{}, line, err
	}
	var a station.Account
	hash := nobody
	if i := slices.IndexFunc(all, func(a station.Account) bool { return a.Login == c.Login }); i >= 0 {
		a, hash = all[i], all[i].Password
	}
	same, err := r.hashes.same(ctx, hash, c.Password)
	switch {
	case err != nil:
		return a, line, err
	case !same || a.ID == "" || a.Disabled:
		return a, line, errWrong()
	case a.MustChange && r.now().Sub(a.PasswordAt) >= initialAge:
		return a, line, station.Unauthorized("password_stale", "这个初始密码已经过期，请找站长重新发一个。")
	case a.TOTPOn:
		line.Detail, err = r.proveFactor(ctx, a, c.Code)
	}
	return a, line, err
}

// turnedAway keeps count of a sign-in that failed. A missing second factor and a busy box are no guesses.
func (r *Room) turnedAway(ctx context.Context, login, address, account string, err error) {
	worded, now := station.Worded(err), r.now()
	if worded.Class != station.FaultUnauthorized || worded.Code == "totp_needed" {
		logUncounted(r.tries.forgive(ctx, login, address, now))
		return
	}
	line := audit.Line{What: audit.SignInFailed, Address: address, Detail: worded.Code}
	if account != "" { // an unknown login may be a password typed into the wrong field: it is not written down
		line.Kind, line.ID = station.KindAccount, account
	}
	spent, err := r.tries.spent(login, address, now)
	if logUncounted(err); spent {
		line.What = audit.SignInDelayed
	}
	missed, ok := r.quota.take(now)
	if !ok {
		return
	}
	line.Missed = missed
	if err := audit.Write(ctx, r.store, stranger, line); err != nil {
		slog.Warn("a failed sign-in is missing from the audit", "err", err)
	}
}

// logUncounted tells of a count that could not be kept; the person at the door can do nothing about it.
func logUncounted(err error) {
	if err != nil {
		slog.Warn("a try to sign in was not counted right", "err", err)
	}
}

// confirm lets somebody signed in say their password again; it then counts as just said for five minutes.
func (r *Room) confirm(ctx context.Context, who door.Who, password string) (until time.Time, err error) {
	if err := r.proveAgain(ctx, who, password); err != nil {
		return until, err
	}
	until = r.now().Add(confirmLimit)
	return until, r.sessions.alter(ctx, who.Session, r.now(), func(s *session, found bool) bool {
		s.Confirmed = until
		return found
	})
}

// proveAgain checks the password of somebody signed in, under the same limits as a sign-in: a browser left open is no
// place to guess from.
func (r *Room) proveAgain(ctx context.Context, who door.Who, password string) error {
	now := r.now()
	if _, err := r.tries.try(ctx, who.Login, who.Address, now); err != nil {
		return errors.Join(err, r.leave(ctx, who.Session))
	}
	a, err := r.account(who.Account)
	if err != nil {
		return err
	}
	if len(password) > longestClaim {
		password = ""
	}
	same, err := r.hashes.same(ctx, a.Password, password)
	if err == nil && !same {
		err = station.Forbidden("password_wrong", "密码不对。")
		r.turnedAway(ctx, who.Login, who.Address, a.ID, errWrong())
		return err
	}
	if err != nil {
		return errors.Join(err, r.tries.forgive(ctx, who.Login, who.Address, now))
	}
	return r.tries.forget(ctx, who.Login, who.Address, now)
}

// account reads one account.
func (r *Room) account(id string) (a station.Account, err error) {
	err = r.store.View(func(reader station.Reader) error {
		record, err := reader.Record(station.KindAccount, id)
		if err == nil {
			a, err = station.Decode[station.Account](record)
		}
		return err
	})
	return a, err
}
