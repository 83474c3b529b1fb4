package account

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"sync"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
)

// setupCode opens the desk once, on a box without accounts: 40 random bits, new at each start, gone with its use. Whoever
// reads the box's journal or sits at its console is the one to make the first account; there is no default password.
type setupCode struct {
	lock sync.Mutex
	code string
}

func (s *setupCode) make() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.code = randomCode()
}

func (s *setupCode) get() string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.code
}

func (s *setupCode) void() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.code = ""
}

// Announce writes the set-up code into the journal, the one secret that ever goes there. Nothing once an account exists.
func (r *Room) Announce() {
	if code := r.setup.get(); code != "" {
		slog.Info("desk set-up code", "code", code[:4]+"-"+code[4:])
	}
}

// SetupCode is the code for the console. Not found once an account exists, and where no station runs: each start makes
// its own.
func (r *Room) SetupCode() (string, error) {
	if code := r.setup.get(); code != "" {
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
	code := r.setup.get()
	if code == "" {
		return station.Conflict("setup_done", "已经有账号了，请直接登录。")
	}
	now := r.now()
	slow, err := r.tries.try(setupLogin, address, now)
	if err != nil {
		return err
	}
	if err := r.pause(ctx, slow); err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(station.FoldCode(f.Code)), []byte(code)) != 1 {
		return station.Forbidden("setup_code_wrong", "开通码不对，请到主机上再看一遍。")
	}
	r.tries.forget(setupLogin, address, now)
	return r.makeFirst(ctx, f, address)
}

func (r *Room) makeFirst(ctx context.Context, f First, address string) error {
	a := station.Account{ID: r.id(), Login: f.Login, Name: f.Name, Roles: r.first}
	if err := r.setPassword(ctx, &a, f.Password); err != nil {
		return err
	}
	r.writing.Lock()
	defer r.writing.Unlock()
	all, err := r.all()
	if err != nil {
		return err
	}
	if len(all) > 0 {
		r.setup.void()
		return station.Conflict("setup_done", "已经有账号了，请直接登录。")
	}
	by := By{Actor: door.ActorOf(a.ID), Name: a.Name, Address: address}
	if err := r.write(ctx, by, station.Record{}, a, audit.Line{What: audit.SetUp, Detail: a.Login}); err != nil {
		return err
	}
	r.setup.void()
	return nil
}
