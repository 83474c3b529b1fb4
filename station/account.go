package station

import (
	"encoding/json"
	"regexp"
	"time"
	"unicode/utf8"
)

// Account is one person who signs in at the desk. It is class local: it never leaves the box it was made on.
type Account struct {
	ID     string `json:"id"`
	Login  string `json:"login"`
	Name   string `json:"name"`
	Roles  []Role `json:"roles"`
	Unit   string `json:"unit,omitempty"`   // id of the unit a handling unit's account answers for
	Deputy string `json:"deputy,omitempty"` // id of the deputy the account belongs to
	Scope  string `json:"scope,omitempty"`  // branch of the tree the account works in; empty for all this box holds

	Password     string    `json:"password"` // argon2id, as the PHC string format writes it
	PasswordAt   time.Time `json:"password_at"`
	OldPasswords []string  `json:"old_passwords,omitempty"` // newest first, for the rule against using one again
	MustChange   bool      `json:"must_change,omitempty"`   // the password came from somebody else

	TOTP     string   `json:"totp,omitempty"` // secret of RFC 6238, sealed with the station's key
	TOTPOn   bool     `json:"totp_on,omitempty"`
	Recovery []string `json:"recovery,omitempty"` // hashes of the recovery codes not used yet

	Disabled bool `json:"disabled,omitempty"`
}

// May reports whether the account is let do a thing; one that is shut may nothing.
func (a Account) May(action Action) bool { return !a.Disabled && May(a.Roles, action) }

const longestAccountName = 40 // characters

var accountLogin = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// ValidLogin reports whether a word can be the name somebody signs in with.
func ValidLogin(login string) bool { return accountLogin.MatchString(login) }

// Check says what is wrong with an account, or nil.
func (a Account) Check() error {
	switch {
	case !ValidLogin(a.Login):
		return Invalid("login_invalid", "登录名要用 2 到 32 个小写字母、数字、点或短横线。")
	case a.Name == "" || utf8.RuneCountInString(a.Name) > longestAccountName:
		return Invalid("account_name_invalid", "请写这位同志的姓名，最多 %d 个字。", longestAccountName)
	case a.Scope != "" && !ValidScope(a.Scope):
		return Invalid("account_scope_invalid", "账号“%s”的范围不对。", a.Login)
	case a.Password == "":
		return Invalid("password_missing", "账号“%s”没有密码。", a.Login)
	case a.TOTPOn && a.TOTP == "":
		return Invalid("totp_missing", "账号“%s”的动态验证码没有设好。", a.Login)
	}
	for _, r := range a.Roles {
		switch {
		case r == RoleUnit && a.Unit == "":
			return Invalid("account_unit_missing", "承办单位的账号要写明是哪个单位。")
		case r == RoleDeputy && a.Deputy == "":
			return Invalid("account_deputy_missing", "代表的账号要写明是哪位代表。")
		}
	}
	return CheckRoles(a.Roles)
}

// PutLocal is what makes a record say v in class local: the whole difference in one edit that never leaves the box. No
// edit when the record already says it.
func PutLocal(r Record, kind Kind, id string, v Thing) ([]Edit, error) {
	if err := v.Check(); err != nil {
		return nil, err
	}
	changed, err := Differences(r, v)
	if err != nil || len(changed) == 0 {
		return nil, err
	}
	body, err := json.Marshal(changed)
	return []Edit{{Kind: kind, ID: id, Op: OpPut, Class: Local, Base: r.Revision, Fields: body}}, err
}
