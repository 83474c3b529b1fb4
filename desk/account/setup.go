package account

import (
	"context"
	"crypto/subtle"
	"errors"
	"log/slog"
	"time"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
)

// setupCode opens the desk once, on a box without accounts: 40 random bits, the same at each of its processes, gone with its
// use; a box with one process makes a new one at each start. Whoever reads the box's journal or sits at its console is the one
// to make the first account; there is no default password.
type setupCode struct{ slate slate.Slate }

const (
	setupKey  = "desk/setup"
	setupLife = 365 * 24 * time.Hour
)

// make sees to it that there is a code.
func (s *setupCode) make(ctx context.Context) error {
	return slate.Update(ctx, s.slate, setupKey, func(code *string, found bool) (time.Duration, error) {
		if found {
			return 0, slate.ErrLeave
		}
		*code = randomCode()
		return setupLife, nil
	})
}

// get is the code, empty when the desk is open already.
func (s *setupCode) get() (code string, err error) {
	code, _, err = slate.Get[string](s.slate, setupKey)
	return code, err
}

func (s *setupCode) void(ctx context.Context) error { return slate.Wipe(ctx, s.slate, setupKey) }

// openSetup makes the code, unless another process made the first account meanwhile.
func (r *Room) openSetup(ctx context.Context) error {
	if err := r.setup.make(ctx); err != nil {
		return err
	}
	all, err := r.all()
	if err == nil && len(all) > 0 {
		err = r.setup.void(ctx)
	}
	return err
}

// Announce writes the set-up code into the journal, the one secret that ever goes there. Nothing once an account exists.
func (r *Room) Announce() {
	code, err := r.setup.get()
	switch {
	case err != nil:
		slog.Error("the desk's set-up code cannot be read", "err", err)
	case code != "":
		slog.Info("desk set-up code", "code", code[:4]+"-"+code[4:])
	}
}

// SetupCode is the code for the console. Not found once an account exists, and where no station runs: each start makes
// its own.
func (r *Room) SetupCode() (string, error) {
	code, err := r.setup.get()
	if err != nil {
		return "", err
	}
	if code != "" {
		return code[:4] + "-" + code[4:], nil
	}
	all, err := r.all()
	if err == nil && len(all) == 0 {
		err = station.NotFound("station_down", "联络站没有在运行，请先启动它：开通码每次启动都会换。")
	}
	if err != nil {
		return "", err
	}
	return "", station.NotFound("setup_done", "已经有账号了，不再需要开通码。")
}

// First is what the first station master says of themselves.
type First struct {
	Code     string `json:"code"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

const setupLogin = "\x01setup" // no login can be called so

// SetUp makes the first account with the one-time code. Errors: setup_done, setup_code_wrong, and what is wrong with the
// account or its password, which does not use the code up.
func (r *Room) SetUp(ctx context.Context, f First, address string) error {
	code, err := r.setup.get()
	if err != nil {
		return err
	}
	if code == "" {
		return station.Conflict("setup_done", "已经有账号了，请直接登录。")
	}
	now := r.now()
	slow, err := r.tries.try(ctx, setupLogin, address, now)
	if err != nil {
		return err
	}
	if err := r.pause(ctx, slow); err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(station.FoldCode(f.Code)), []byte(code)) != 1 {
		return station.Forbidden("setup_code_wrong", "开通码不对，请到主机上再看一遍。")
	}
	if err := r.tries.forget(ctx, setupLogin, address, now); err != nil {
		return err
	}
	return r.makeFirst(ctx, f, address)
}

func (r *Room) makeFirst(ctx context.Context, f First, address string) error {
	a := station.Account{ID: r.id(), Login: f.Login, Name: f.Name, Roles: r.first}
	if err := r.setPassword(ctx, &a, f.Password); err != nil {
		return err
	}
	letGo, err := r.alone(ctx)
	if err != nil {
		return err
	}
	defer letGo()
	all, err := r.all()
	if err != nil {
		return err
	}
	if len(all) > 0 {
		return errors.Join(r.setup.void(ctx), station.Conflict("setup_done", "已经有账号了，请直接登录。"))
	}
	by := By{Actor: door.ActorOf(a.ID), Name: a.Name, Address: address}
	if err := r.write(ctx, by, station.Record{}, a, audit.Line{What: audit.SetUp, Detail: a.Login}); err != nil {
		return err
	}
	return r.setup.void(ctx)
}
