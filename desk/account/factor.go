package account

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"slices"
	"strings"

	"github.com/skip2/go-qrcode"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
)

// proveFactor checks the second factor, and says in a word how for the audit.
func (r *Room) proveFactor(ctx context.Context, a station.Account, code string) (how string, err error) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	switch len(code) {
	case 0:
		return "", station.Unauthorized("totp_needed", "请再输入手机上的 6 位动态验证码。")
	case totpDigits:
		return "totp", r.proveCode(ctx, a, code)
	}
	return "recovery", r.useRecovery(ctx, a, code)
}

func (r *Room) proveCode(ctx context.Context, a station.Account, code string) error {
	secret, err := unseal(r.key, a.ID, a.TOTP)
	if err != nil {
		return err
	}
	step, ok := totpMatch(secret, code, r.now())
	if !ok {
		return station.Unauthorized("totp_wrong", "动态验证码不对，请看手机上新的一组。")
	}
	return r.steps.use(ctx, a.ID, step)
}

// useRecovery takes one recovery code out of the account; two who come with the same one cannot both pass.
func (r *Room) useRecovery(ctx context.Context, a station.Account, code string) error {
	wrong := station.Unauthorized("totp_wrong", "动态验证码或恢复码不对。")
	by := By{Actor: door.ActorOf(a.ID), Name: a.Name}
	_, err := r.change(ctx, by, a.ID, func(a *station.Account) (audit.Line, error) {
		i := slices.Index(a.Recovery, recoveryHash(r.key, a.ID, code))
		if i < 0 {
			return audit.Line{}, wrong
		}
		a.Recovery = slices.Delete(a.Recovery, i, i+1)
		return audit.Line{What: audit.RecoveryUsed}, nil
	})
	return err
}

// enrolment is what an authenticator app needs, as text and as a picture.
type enrolment struct {
	URI    string `json:"uri"`
	Secret string `json:"secret"`
	QR     string `json:"qr"` // a PNG, base64
}

const qrPixels = 320

// enrol makes a secret that waits in the session for its first code; until then nothing changes.
func (r *Room) enrol(ctx context.Context, who door.Who) (enrolment, error) {
	secret := make([]byte, totpSecret)
	rand.Read(secret) // never fails
	uri := totpURI(who.Login, secret)
	picture, err := qrcode.Encode(uri, qrcode.Medium, qrPixels)
	if err != nil {
		return enrolment{}, err
	}
	sealed, err := seal(r.key, who.Account, secret)
	if err == nil {
		err = r.pend(ctx, who, sealed)
	}
	if err != nil {
		return enrolment{}, err
	}
	return enrolment{URI: uri, Secret: secretText(secret), QR: base64.StdEncoding.EncodeToString(picture)}, nil
}

// enrolled turns the second factor on with its first code, and returns the recovery codes, shown once.
func (r *Room) enrolled(ctx context.Context, who door.Who, code string) ([]string, error) {
	pending, secret, err := r.pending(who)
	if err != nil {
		return nil, err
	}
	step, ok := totpMatch(secret, strings.ReplaceAll(strings.TrimSpace(code), " ", ""), r.now())
	if !ok {
		return nil, station.Invalid("totp_wrong", "动态验证码不对，请看手机上新的一组；也请看看手机的时间准不准。")
	}
	codes, kept := freshRecovery(r.key, who.Account)
	if _, err := r.change(ctx, byOf(who), who.Account, func(a *station.Account) (audit.Line, error) {
		a.TOTP, a.TOTPOn, a.Recovery = pending, true, kept
		return audit.Line{What: audit.TOTPOn}, nil
	}); err != nil {
		return nil, err
	}
	used := r.steps.use(ctx, who.Account, step)
	if errors.Is(used, errStep) {
		used = nil // it turned the factor on; it must open nothing else, and it will not
	}
	return codes, errors.Join(used, r.pend(ctx, who, ""), r.endOthers(ctx, who))
}

// pend keeps the sealed secret of a second factor until its first code comes.
func (r *Room) pend(ctx context.Context, who door.Who, sealed string) error {
	return r.sessions.alter(ctx, who.Session, r.now(), func(s *session, found bool) bool {
		s.Pending = sealed
		return found
	})
}

// pending is the secret that waits for its first code, sealed and bare.
func (r *Room) pending(who door.Who) (sealed string, secret []byte, err error) {
	s, _, err := slate.Get[session](r.sessions.slate, sessionKeys+who.Session)
	if err == nil && s.Pending == "" {
		err = station.Conflict("totp_not_begun", "请先用手机扫二维码。")
	}
	if err != nil {
		return "", nil, err
	}
	secret, err = unseal(r.key, who.Account, s.Pending)
	return s.Pending, secret, err
}

// guards lists what must not be reached by a password alone once its holder has a second factor.
var guards = []station.Action{station.ActManageAccounts, station.ActManagePolicy, station.ActManageDevices, station.ActReadAudit}

// dropFactor turns the second factor of somebody's own account off. Who manages accounts, the policy or devices keeps it.
func (r *Room) dropFactor(ctx context.Context, who door.Who) error {
	if slices.ContainsFunc(guards, who.May) {
		return station.Forbidden("totp_required", "您的角色要一直用动态验证码。换手机请重新绑定。")
	}
	return r.withoutFactor(ctx, byOf(who), who.Account)
}

// withoutFactor takes the second factor of an account away.
func (r *Room) withoutFactor(ctx context.Context, by By, id string) error {
	_, err := r.change(ctx, by, id, func(a *station.Account) (audit.Line, error) {
		clearFactor(a)
		return audit.Line{What: audit.TOTPOff, Detail: a.Login}, nil
	})
	return err
}

func clearFactor(a *station.Account) { a.TOTP, a.TOTPOn, a.Recovery = "", false, nil }

func byOf(who door.Who) By {
	return By{Actor: who.Actor(), Name: who.Name, Address: who.Address, Scope: who.Scope}
}
