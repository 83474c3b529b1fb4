package account

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// The cookie with a session's token. The prefix makes browsers refuse one that did not come over HTTPS from this very host
// (RFC 6265bis 4.1.3); on a LAN without a certificate it cannot be had.
const (
	cookieSafe  = "__Host-desk"
	cookiePlain = "desk"
)

func cookieName(c *fiber.Ctx) string {
	if c.Secure() {
		return cookieSafe
	}
	return cookiePlain
}

func setCookie(c *fiber.Ctx, token string) {
	c.Cookie(&fiber.Cookie{Name: cookieName(c), Value: token, Path: "/", HTTPOnly: true, Secure: c.Secure(),
		SameSite: fiber.CookieSameSiteStrictMode, SessionOnly: true})
}

func clearCookie(c *fiber.Ctx) {
	c.Cookie(&fiber.Cookie{Name: cookieName(c), Path: "/", HTTPOnly: true, Secure: c.Secure(),
		SameSite: fiber.CookieSameSiteStrictMode, Expires: time.Unix(1, 0)})
}

func errNobody() error { return station.Unauthorized("unauthorized", "请先登录。") }

// Admit tells who sent a request by its cookie. What the person may do is read from the account as it is now.
func (r *Room) Admit(c *fiber.Ctx) (door.Who, error) {
	s, ok, err := r.sessions.find(c.UserContext(), c.Cookies(cookieName(c)), r.now())
	if err != nil {
		return door.Who{}, err
	}
	if !ok {
		return door.Who{}, errNobody()
	}
	var a station.Account
	var rule string
	err = r.store.View(func(reader station.Reader) error {
		record, err := reader.Record(station.KindAccount, s.Account)
		if err != nil {
			return err
		}
		if a, err = station.Decode[station.Account](record); err != nil {
			return err
		}
		rule, err = security(reader)
		return err
	})
	if a.Disabled || err != nil && station.Worded(err).Class == station.FaultNotFound {
		return door.Who{}, errors.Join(r.leave(c.UserContext(), s.ID), errNobody())
	}
	return door.Who{Account: a.ID, Login: a.Login, Name: a.Name, Roles: a.Roles, Unit: a.Unit, Deputy: a.Deputy, Scope: a.Scope, Session: s.ID,
		Address: addressOf(c), MustChange: a.MustChange || expired(rule, a, r.now()), Confirmed: s.Confirmed}, err
}

// Known says why a caller is not signed in, or nil, before anything but the header of the request was read. What the person may
// do is Admit's to tell.
func (r *Room) Known(ctx context.Context, cookie func(name string) string) error {
	for _, name := range []string{cookieSafe, cookiePlain} {
		if _, ok, err := r.sessions.find(ctx, cookie(name), r.now()); ok || err != nil {
			return err
		}
	}
	return errNobody()
}

// expired holds for a password the inspectors' rule no longer takes.
func expired(rule string, a station.Account, now time.Time) bool {
	return rule == securityDengbao && now.Sub(a.PasswordAt) >= dengbaoAge
}

// Stands reports whether a session is still open, for what outlives a request: a live socket asks now and then. While the
// database does not answer, nobody is sent away.
func (r *Room) Stands(session string) bool {
	return r.standing.has(session, r.open)
}

// addressOf is the machine a request came from; a copy, because behind a proxy Fiber hands out a piece of the request.
func addressOf(c *fiber.Ctx) string { return strings.Clone(c.IP()) }

const longestAgent = 120 // bytes

// visitor is what a request says about the machine it came from. Nothing of it belongs to the request any more.
func visitor(c *fiber.Ctx) session {
	agent := strings.Clone(c.Get(fiber.HeaderUserAgent))
	agent = strings.ToValidUTF8(agent[:min(len(agent), longestAgent)], "")
	agent = strings.Map(func(ch rune) rune {
		if ch < ' ' || ch == utf8.RuneError {
			return -1
		}
		return ch
	}, agent)
	return session{Address: addressOf(c), Agent: agent}
}
