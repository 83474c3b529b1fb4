package station

import (
	"strings"
	"testing"
)

func officer() Account {
	return Account{ID: "a1", Login: "lin.haihan", Name: "林海涵", Roles: []Role{RoleOfficer}, Password: "$argon2id$x"}
}

func TestAccountsAreChecked(t *testing.T) {
	for code, spoil := range map[string]func(*Account){
		"":                       func(*Account) {},
		"login_invalid":          func(a *Account) { a.Login = "Lin Haihan" },
		"account_name_invalid":   func(a *Account) { a.Name = strings.Repeat("林", 41) },
		"password_missing":       func(a *Account) { a.Password = "" },
		"totp_missing":           func(a *Account) { a.TOTPOn = true },
		"account_unit_missing":   func(a *Account) { a.Roles = []Role{RoleUnit} },
		"account_deputy_missing": func(a *Account) { a.Roles = []Role{RoleDeputy} },
		"role_missing":           func(a *Account) { a.Roles = nil },
	} {
		a, got := officer(), ""
		spoil(&a)
		if err := a.Check(); err != nil {
			got = Worded(err).Code
		}
		if got != code {
			t.Errorf("%+v: %q, want %q", a, got, code)
		}
	}
}

func TestAShutAccountMayNothing(t *testing.T) {
	a := officer()
	if !a.May(ActRegister) {
		t.Error("an officer may not register")
	}
	a.Disabled = true
	for _, action := range append([]Action{ActSignedIn, ActAnyone}, Actions...) {
		if a.May(action) {
			t.Errorf("a shut account may %s", action)
		}
	}
}

func TestAccountsNeverLeaveTheBox(t *testing.T) {
	edits, err := PutLocal(Record{}, KindAccount, "a1", officer())
	if err != nil || len(edits) != 1 || edits[0].Class != Local || !strings.Contains(string(edits[0].Fields), "$argon2id$x") {
		t.Fatalf("edits %+v: %v", edits, err)
	}
	r, err := Record{}.Apply(Change{Header: Header{Origin: "a/1", Ctr: 1, Op: OpPut, Kind: KindAccount, ID: "a1"}, Body: edits[0].Fields})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := PutLocal(r, KindAccount, "a1", officer()); err != nil || len(again) != 0 {
		t.Errorf("writing the same again: %+v %v", again, err)
	}
}
