package account

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
)

// opening says whether the desk still waits for its first account.
type opening struct {
	Open bool `json:"open"`
}

func (r *Room) getSetup(c *fiber.Ctx) error {
	code, err := r.setup.get()
	if err != nil {
		return err
	}
	return c.JSON(opening{Open: code != ""})
}

func (r *Room) postSetup(c *fiber.Ctx) error {
	var f First
	if err := door.ReadBody(c, &f); err != nil {
		return err
	}
	if err := r.SetUp(c.UserContext(), f, addressOf(c)); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

// postSession signs in. The token is always a new one, and a session the browser still had ends: nobody can plant theirs.
func (r *Room) postSession(c *fiber.Ctx) error {
	var said claim
	if err := door.ReadBody(c, &said); err != nil {
		return err
	}
	before := c.Cookies(cookieName(c))
	token, s, err := r.signIn(c.UserContext(), said, visitor(c))
	if err != nil {
		return err
	}
	old, ok, err := r.sessions.find(c.UserContext(), before, r.now())
	if err == nil && ok {
		err = r.leave(c.UserContext(), old.ID)
	}
	if err != nil {
		return err
	}
	setCookie(c, token)
	return r.sendSession(c, s)
}

func (r *Room) getSession(c *fiber.Ctx) error {
	s, found, err := slate.Get[session](r.sessions.slate, sessionKeys+door.WhoOf(c).Session)
	if err != nil {
		return err
	}
	if !found {
		return errNobody()
	}
	return r.sendSession(c, s)
}

// signedIn is what the page needs to know about the person at it.
type signedIn struct {
	Person
	May            []station.Action `json:"may"`
	Session        string           `json:"session"`
	IdleSeconds    int              `json:"idle_seconds"` // without a request, the session ends after these
	EndsAt         time.Time        `json:"ends_at"`
	ConfirmedUntil time.Time        `json:"confirmed_until"`
	Security       string           `json:"security"` // the rule of passwords in force
}

func (r *Room) sendSession(c *fiber.Ctx, s session) error {
	a, err := r.account(s.Account)
	if err != nil {
		return err
	}
	rule, err := r.security()
	if err != nil {
		return err
	}
	person := personOf(a)
	person.MustChange = a.MustChange || expired(rule, a, r.now())
	return c.JSON(signedIn{Person: person, May: station.Permitted(a.Roles), Session: s.ID, IdleSeconds: int(idleLimit / time.Second),
		EndsAt: s.Started.Add(sessionLimit), ConfirmedUntil: s.Confirmed, Security: rule})
}

// deleteSession signs out. The session is over whatever becomes of the line about it.
func (r *Room) deleteSession(c *fiber.Ctx) error {
	who := door.WhoOf(c)
	if err := r.leave(c.UserContext(), who.Session); err != nil {
		return err
	}
	clearCookie(c)
	if err := r.note(c.UserContext(), who, audit.Line{What: audit.SignedOut}); err != nil {
		slog.Warn("a sign-out is missing from the audit", "err", err)
	}
	return c.SendStatus(http.StatusNoContent)
}

func (r *Room) note(ctx context.Context, who door.Who, line audit.Line) error {
	line.Name, line.Address = who.Name, who.Address
	return audit.Write(ctx, r.store, who.Actor(), line)
}

// secretWord is a body with a password in it.
type secretWord struct {
	Password string `json:"password"`
}

func (r *Room) postConfirm(c *fiber.Ctx) error {
	var said secretWord
	if err := door.ReadBody(c, &said); err != nil {
		return err
	}
	until, err := r.confirm(c.UserContext(), door.WhoOf(c), said.Password)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		ConfirmedUntil time.Time `json:"confirmed_until"`
	}{until})
}

// newPassword is the change of one's own password.
type newPassword struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// postPassword changes one's own password; the person's other sessions end.
func (r *Room) postPassword(c *fiber.Ctx) error {
	var said newPassword
	if err := door.ReadBody(c, &said); err != nil {
		return err
	}
	who := door.WhoOf(c)
	if err := r.proveAgain(c.UserContext(), who, said.Old); err != nil {
		return err
	}
	if _, err := r.change(c.UserContext(), byOf(who), who.Account, func(a *station.Account) (audit.Line, error) {
		return audit.Line{What: audit.PasswordChanged}, r.setPassword(c.UserContext(), a, said.New)
	}); err != nil {
		return err
	}
	if err := r.endOthers(c.UserContext(), who); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (r *Room) postTOTP(c *fiber.Ctx) error {
	e, err := r.enrol(c.UserContext(), door.WhoOf(c))
	if err != nil {
		return err
	}
	return c.JSON(e)
}

func (r *Room) postTOTPCode(c *fiber.Ctx) error {
	var said struct {
		Code string `json:"code"`
	}
	if err := door.ReadBody(c, &said); err != nil {
		return err
	}
	codes, err := r.enrolled(c.UserContext(), door.WhoOf(c), said.Code)
	if err != nil {
		return err
	}
	return c.JSON(struct {
		Recovery []string `json:"recovery_codes"`
	}{codes})
}

func (r *Room) deleteTOTP(c *fiber.Ctx) error {
	if err := r.dropFactor(c.UserContext(), door.WhoOf(c)); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
