package account

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

func TestPasswordsAreJudged(t *testing.T) {
	for _, c := range []struct{ rule, password, code string }{
		{securityASVS, "correct horse battery", ""},
		{securityASVS, "柑桔熟了请大家都来尝一尝", ""},
		{securityASVS, "tuesday-mangoes-9", ""},
		{securityASVS, strings.Repeat("一二三四五六七八", 8), ""}, // 64 characters
		{securityASVS, "Short1!", "password_short"},
		{securityASVS, "柑桔熟了", "password_short"},
		{securityASVS, strings.Repeat("柑桔熟了请大家来尝", 20), "password_long"},
		{securityASVS, "1qaz2wsx3edc", "password_common"},
		{securityASVS, "Manchester2026!", "password_common"},
		{securityASVS, "P@ssw0rd2026!!", "password_common"},
		{securityASVS, "woaini1314520!!", "password_common"},
		{securityASVS, "lianluozhan2026", "password_common"},
		{securityASVS, "zhangwei19870512", "password_common"},
		{securityASVS, "passwordpassword", "password_common"},
		{securityASVS, "aaaaaaaaaaaaaa", "password_common"},
		{securityASVS, "abcdefghijklmn", "password_common"},
		{securityASVS, "98765432109876", "password_common"},
		{securityASVS, "wulixin123456789", "password_common"},
		{securityASVS, "ｌｉａｎｌｕｏｚｈａｎ２０２６", "password_common"}, // typed wide
		{securityASVS, "correct horse\x00battery", "password_unreadable"},
		{securityASVS, "correct horse\xffbattery", "password_unreadable"},
		{securityDengbao, "Ganju-2026-xi", ""},
		{securityDengbao, "ganju shu le xi", "password_plain"},
		{securityDengbao, "Gj-2026", "password_plain"},
		{securityDengbao, "Admin@123456", "password_common"},
		{securityDengbao, "1qaz@WSX3edc", "password_common"},
	} {
		got := ""
		if err := checkPassword(c.rule, c.password, station.Account{Login: "wulixin", Name: "吴立新"}); err != nil {
			got = station.Worded(err).Code
		}
		if got != c.code {
			t.Errorf("%s %q: %q, want %q", c.rule, c.password, got, c.code)
		}
	}
}

func TestInitialPasswordsStandEitherRule(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		p := initialPassword()
		if seen[p] || len(p) != 14 || guessable(p, station.Account{}) {
			t.Errorf("initial password %s", p)
		}
		seen[p] = true
	}
}

// Under the inspectors' rule a password dies after ninety days, and the last five never come back.
func TestTheInspectorsRule(t *testing.T) {
	w, b := opened(t)
	fields, _ := json.Marshal(station.Policy{Security: securityDengbao})
	if _, err := w.store.Write(t.Context(), "cli:root", station.Edit{Kind: station.KindPolicy, ID: station.PolicyID, Op: station.OpPut, Fields: fields}); err != nil {
		t.Fatal(err)
	}
	passwords := []string{masterPassword, "Ganju-2026-a", "Ganju-2026-b", "Ganju-2026-c", "Ganju-2026-d", "Ganju-2026-e"}
	for i, p := range passwords[1:] {
		b.want(204, "", "POST", "/session/password", newPassword{Old: passwords[i], New: p})
	}
	last := passwords[len(passwords)-1]
	for _, p := range passwords[1:] {
		b.want(400, "password_used", "POST", "/session/password", newPassword{Old: last, New: p})
	}
	b.want(200, "", "GET", "/accounts", nil)
	w.store.pass(dengbaoAge)
	b.signIn("wulixin", last).want(403, "password_change_needed", "GET", "/accounts", nil)
	if me := read[signedIn](t, b.want(200, "", "GET", "/session", nil)); !me.MustChange || me.Security != securityDengbao {
		t.Errorf("%+v", me)
	}
	b.want(204, "", "POST", "/session/password", newPassword{Old: last, New: "Ganju-2027-a"})
	b.want(200, "", "GET", "/accounts", nil)
}

func TestHashesOfOtherKindsAreErrors(t *testing.T) {
	h := newHasher()
	good, err := h.hash(t.Context(), "correct horse battery")
	if err != nil || !strings.HasPrefix(good, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s %v", good, err)
	}
	for password, want := range map[string]bool{"correct horse battery": true, "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　ｂａｔｔｅｒｙ": true, "correct horse": false} {
		if same, err := h.same(t.Context(), good, password); same != want || err != nil {
			t.Errorf("%q: %v %v", password, same, err)
		}
	}
	for _, bad := range []string{"", "x", "$2b$10$abc", strings.Replace(good, "t=2", "t=0", 1), strings.Replace(good, "m=19456", "m=4294967295", 1),
		strings.Replace(good, "argon2id", "argon2i", 1), good[:len(good)-4]} {
		if same, err := h.same(t.Context(), bad, "correct horse battery"); same || err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// However many come, two hashes at once is all the memory that goes; the others wait, and not for ever.
func TestHashesTakeSeats(t *testing.T) {
	h := newHasher()
	for range hashesAtOnce {
		if _, err := h.sit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.wait = time.Millisecond
	if _, err := h.hash(t.Context(), "x"); station.Worded(err).Class != station.FaultBusy {
		t.Errorf("a third at once: %v", err)
	}
}
