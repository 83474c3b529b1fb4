package account

import (
	"context"
	"slices"

	"lianzhan/desk/audit"
	"lianzhan/station"
	"lianzhan/station/slate"
)

// write keeps an account together with the line about it, or neither.
func (r *Room) write(ctx context.Context, by By, before station.Record, after station.Account, lines ...audit.Line) error {
	edits, err := station.PutLocal(before, station.KindAccount, after.ID, after)
	if err != nil || len(edits) == 0 {
		return err
	}
	for _, l := range lines {
		l.Name, l.Address, l.Kind, l.ID = by.Name, by.Address, station.KindAccount, after.ID
		e, err := l.Edit(r.now())
		if err != nil {
			return err
		}
		edits = append(edits, e)
	}
	_, err = r.store.Write(ctx, by.Actor, edits...)
	return err
}

// alone lets one change of accounts at a time, of all processes: the last who may manage them must stay, and no login be given
// twice.
func (r *Room) alone(ctx context.Context) (letGo func(), err error) {
	r.writing.Lock()
	done, err := slate.Hold(ctx, r.sessions.slate, "desk/writing")
	if err != nil {
		r.writing.Unlock()
		return nil, err
	}
	return func() { done(); r.writing.Unlock() }, nil
}

// change alters one account under that lock. The last account that may manage accounts cannot be lost.
func (r *Room) change(ctx context.Context, by By, id string, alter func(*station.Account) (audit.Line, error)) (station.Account, error) {
	letGo, err := r.alone(ctx)
	if err != nil {
		return station.Account{}, err
	}
	defer letGo()
	var before station.Record
	if err := r.store.View(func(reader station.Reader) (err error) {
		before, err = reader.Record(station.KindAccount, id)
		return err
	}); err != nil {
		return station.Account{}, err
	}
	a, err := station.Decode[station.Account](before)
	if err != nil {
		return a, err
	}
	if !reaches(by.Scope, a.Scope) {
		return station.Account{}, station.NotFound("account_not_found", "没有这个账号。")
	}
	line, err := alter(&a)
	if err == nil {
		err = by.confined(a)
	}
	if err != nil {
		return a, err
	}
	if err := r.keepMaster(a); err != nil {
		return a, err
	}
	return a, r.write(ctx, by, before, a, line)
}

// keepMaster refuses a change that would leave nobody to manage accounts.
func (r *Room) keepMaster(changed station.Account) error {
	all, err := r.all()
	if err != nil || keepsAll(changed) {
		return err
	}
	if i := slices.IndexFunc(all, func(a station.Account) bool { return a.ID == changed.ID }); i >= 0 && !keepsAll(all[i]) {
		return nil // was not one of them before either
	}
	if !slices.ContainsFunc(all, func(a station.Account) bool { return a.ID != changed.ID && keepsAll(a) }) {
		return station.Conflict("last_master", "这是最后一个能管账号的账号，停用或改了角色就没人能管账号了。")
	}
	return nil
}

// setPassword gives an account a password its owner chose.
func (r *Room) setPassword(ctx context.Context, a *station.Account, password string) error {
	rule, err := r.security()
	if err != nil {
		return err
	}
	if err := checkPassword(rule, password, *a); err != nil {
		return err
	}
	old := a.OldPasswords
	if a.Password != "" {
		old = append([]string{a.Password}, old...)
	}
	if err := r.refuseOld(ctx, rule, old, password); err != nil {
		return err
	}
	hash, err := r.hashes.hash(ctx, password)
	if err != nil {
		return err
	}
	a.Password, a.PasswordAt, a.MustChange = hash, r.now(), false
	a.OldPasswords = old[:min(len(old), dengbaoHistory-1)]
	return nil
}

// refuseOld refuses the password just held, and under the inspectors' rule the last five.
func (r *Room) refuseOld(ctx context.Context, rule string, old []string, password string) error {
	last := 1
	if rule == securityDengbao {
		last = dengbaoHistory
	}
	for _, hash := range old[:min(len(old), last)] {
		same, err := r.hashes.same(ctx, hash, password)
		if err != nil {
			return err
		}
		if same {
			return station.Invalid("password_used", "这个密码以前用过，请换一个新的。")
		}
	}
	return nil
}
