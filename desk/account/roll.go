package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lianzhan/desk/audit"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/slate"
)

// Person is an account as those who manage accounts see it: no secret is in it.
type Person struct {
	ID         string         `json:"id"`
	Login      string         `json:"login"`
	Name       string         `json:"name"`
	Roles      []station.Role `json:"roles"`
	Unit       string         `json:"unit,omitempty"`
	Deputy     string         `json:"deputy,omitempty"`
	Scope      string         `json:"scope,omitempty"`
	TOTPOn     bool           `json:"totp_on"`
	MustChange bool           `json:"must_change"`
	PasswordAt time.Time      `json:"password_at"`
	Disabled   bool           `json:"disabled"`
}

func personOf(a station.Account) Person {
	return Person{ID: a.ID, Login: a.Login, Name: a.Name, Roles: a.Roles, Unit: a.Unit, Deputy: a.Deputy, Scope: a.Scope, TOTPOn: a.TOTPOn,
		MustChange: a.MustChange, PasswordAt: a.PasswordAt, Disabled: a.Disabled}
}

// Issued is an account with the one-time password it was just given. Nobody can read that password again.
type Issued struct {
	Person
	Initial string `json:"initial_password"`
}

// List is every account, by login.
func (r *Room) List() ([]Person, error) {
	all, err := r.all()
	people := make([]Person, 0, len(all))
	for _, a := range all {
		people = append(people, personOf(a))
	}
	slices.SortFunc(people, func(a, b Person) int { return strings.Compare(a.Login, b.Login) })
	return people, err
}

// Named finds the id of an account by its login.
func (r *Room) Named(login string) (id string, err error) {
	all, err := r.all()
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if a.Login == login {
			return a.ID, nil
		}
	}
	return "", station.NotFound("account_not_found", "没有叫“%s”的账号。", login)
}

// Newcomer describes an account to make.
type Newcomer struct {
	Login  string         `json:"login"`
	Name   string         `json:"name"`
	Roles  []station.Role `json:"roles"`
	Unit   string         `json:"unit,omitempty"`
	Deputy string         `json:"deputy,omitempty"`
	Scope  string         `json:"scope,omitempty"`
}

// Add makes an account with a one-time password, to be changed at the first sign-in and dead after a week.
func (r *Room) Add(ctx context.Context, by By, n Newcomer) (Issued, error) {
	a := station.Account{ID: r.id(), Login: n.Login, Name: n.Name, Roles: n.Roles, Unit: n.Unit, Deputy: n.Deputy, Scope: n.Scope}
	if a.Scope == "" {
		a.Scope = by.Scope
	}
	if err := by.confined(a); err != nil {
		return Issued{}, err
	}
	initial, err := r.issue(ctx, &a)
	if err != nil {
		return Issued{}, err
	}
	letGo, err := r.alone(ctx)
	if err != nil {
		return Issued{}, err
	}
	defer letGo()
	if err := r.fits(a, by.Scope); err != nil {
		return Issued{}, err
	}
	err = r.write(ctx, by, station.Record{}, a, audit.Line{What: audit.AccountMade, Detail: a.Login + " " + labels(a)})
	if err == nil {
		err = r.setup.void(ctx)
	}
	return Issued{Person: personOf(a), Initial: initial}, err
}

// fits refuses a login that is taken, and a unit or deputy that does not exist.
func (r *Room) fits(a station.Account, scope string) error {
	return r.store.View(func(reader station.Reader) error {
		all, err := station.All[station.Account](reader, station.KindAccount)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(o station.Account) bool { return o.Login == a.Login && o.ID != a.ID }) {
			return station.Conflict("login_taken", "已经有人叫“%s”了，请换一个登录名。", a.Login)
		}
		for kind, id := range map[station.Kind]string{station.KindUnit: a.Unit, station.KindDeputy: a.Deputy} {
			if id == "" {
				continue
			}
			if _, err := station.Branch(reader, scope).Record(kind, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// issue gives an account a one-time password. Only the hash stays.
func (r *Room) issue(ctx context.Context, a *station.Account) (initial string, err error) {
	initial = initialPassword()
	hash, err := r.hashes.hash(ctx, initial)
	if a.Password != "" {
		a.OldPasswords = append([]string{a.Password}, a.OldPasswords...)
		a.OldPasswords = a.OldPasswords[:min(len(a.OldPasswords), dengbaoHistory-1)]
	}
	a.Password, a.PasswordAt, a.MustChange = hash, r.now(), true
	return initial, err
}

// Reset gives an account a new one-time password, ends its sessions and any delay; with factor its second factor goes
// too, for somebody who lost their telephone.
func (r *Room) Reset(ctx context.Context, by By, id string, factor bool) (Issued, error) {
	initial := ""
	a, err := r.change(ctx, by, id, func(a *station.Account) (line audit.Line, err error) {
		line = audit.Line{What: audit.PasswordReset, Detail: a.Login}
		if factor {
			clearFactor(a)
			line.Detail += " totp"
		}
		initial, err = r.issue(ctx, a)
		return line, err
	})
	if err != nil {
		return Issued{}, err
	}
	if err := errors.Join(r.endAll(ctx, id), r.tries.clear(ctx, a.Login)); err != nil {
		return Issued{}, err
	}
	return Issued{Person: personOf(a), Initial: initial}, nil
}

// Alteration is what changes about an account; what is nil stays.
type Alteration struct {
	Name     *string         `json:"name,omitempty"`
	Roles    *[]station.Role `json:"roles,omitempty"`
	Unit     *string         `json:"unit,omitempty"`
	Deputy   *string         `json:"deputy,omitempty"`
	Scope    *string         `json:"scope,omitempty"`
	Disabled *bool           `json:"disabled,omitempty"`
}

// Alter changes an account. One that is shut is signed out at once.
func (r *Room) Alter(ctx context.Context, by By, id string, w Alteration) (Person, error) {
	a, err := r.change(ctx, by, id, func(a *station.Account) (audit.Line, error) {
		line := w.apply(a)
		return line, r.fits(*a, by.Scope)
	})
	if err == nil && a.Disabled {
		err = r.endAll(ctx, id)
	}
	return personOf(a), err
}

// apply writes an alteration into an account and says in the audit what it was.
func (w Alteration) apply(a *station.Account) audit.Line {
	line := audit.Line{What: audit.AccountChanged}
	set(&a.Name, w.Name)
	set(&a.Roles, w.Roles)
	set(&a.Unit, w.Unit)
	set(&a.Deputy, w.Deputy)
	set(&a.Scope, w.Scope)
	if w.Disabled != nil && *w.Disabled != a.Disabled {
		line.What = audit.AccountOpened
		if *w.Disabled {
			line.What = audit.AccountShut
		}
	}
	set(&a.Disabled, w.Disabled)
	line.Detail = a.Login + " " + labels(*a)
	return line
}

func set[T any](into, value *T) {
	if value != nil {
		*into = *value
	}
}

func labels(a station.Account) string {
	return strings.Join(station.RoleWords(a.Roles, a.Scope), "、")
}

// endAll ends the sessions of an account.
func (r *Room) endAll(ctx context.Context, account string) error {
	defer r.standing.forget()
	_, err := r.sessions.end(ctx, r.now(), func(s session) bool { return s.Account == account })
	return err
}

// endOthers ends the other sessions of a person who just changed what they sign in with.
func (r *Room) endOthers(ctx context.Context, who door.Who) error {
	defer r.standing.forget()
	_, err := r.sessions.end(ctx, r.now(), func(s session) bool { return s.Account == who.Account && s.ID != who.Session })
	return err
}

// leave ends one session.
func (r *Room) leave(ctx context.Context, session string) error {
	defer r.standing.forget()
	return slate.Wipe(ctx, r.sessions.slate, sessionKeys+session)
}
