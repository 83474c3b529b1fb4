package account

import (
	"bytes"
	"encoding/base32"
	"encoding/base64"
	"image/png"
	"net/url"
	"testing"
	"time"

	"lianzhan/station"
)

// RFC 6238 appendix B, the last six of its eight digits.
func TestCodesOfTheStandard(t *testing.T) {
	secret := []byte("12345678901234567890")
	for unix, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471",
		1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got := totpAt(secret, unix/totpStep); got != want {
			t.Errorf("at %d: %s, want %s", unix, got, want)
		}
	}
	now := time.Unix(1111111109, 0)
	for off, good := range map[time.Duration]bool{0: true, 30 * time.Second: true, -30 * time.Second: true,
		61 * time.Second: false, -61 * time.Second: false} {
		if _, ok := totpMatch(secret, "081804", now.Add(off)); ok != good {
			t.Errorf("a telephone %v off: %v", off, ok)
		}
	}
}

func TestSecretsOpenForTheirAccountAndKeyOnly(t *testing.T) {
	key := station.Key(bytes.Repeat([]byte{7}, 32))
	sealed, err := seal(key, "a1", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := unseal(key, "a1", sealed); err != nil || string(got) != "secret" {
		t.Errorf("%q %v", got, err)
	}
	for name, try := range map[string]func() ([]byte, error){
		"other account": func() ([]byte, error) { return unseal(key, "a2", sealed) },
		"other key":     func() ([]byte, error) { return unseal(key[1:], "a1", sealed) },
		"cut short":     func() ([]byte, error) { return unseal(key, "a1", sealed[:8]) },
		"not base64":    func() ([]byte, error) { return unseal(key, "a1", "!") },
	} {
		if got, err := try(); err == nil {
			t.Errorf("%s opens: %q", name, got)
		}
	}
}

// enrol turns the second factor of somebody signed in on.
func enrol(t *testing.T, b *browser) (secret []byte, recovery []string) {
	t.Helper()
	e := read[enrolment](t, b.want(200, "", "POST", "/session/totp", nil))
	uri, err := url.Parse(e.URI)
	if err != nil || uri.Scheme != "otpauth" || uri.Query().Get("secret") != e.Secret {
		t.Fatalf("address for the app: %v %v", uri, err)
	}
	picture, err := base64.StdEncoding.DecodeString(e.QR)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Fatal(err)
	}
	secret, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(e.Secret)
	if err != nil {
		t.Fatal(err)
	}
	b.want(400, "totp_wrong", "POST", "/session/totp/code", map[string]string{"code": "000000"})
	got := read[struct {
		Recovery []string `json:"recovery_codes"`
	}](t, b.want(200, "", "POST", "/session/totp/code", map[string]string{"code": codeNow(b.w, secret)}))
	return secret, got.Recovery
}

func codeNow(w *world, secret []byte) string { return totpAt(secret, w.room.now().Unix()/totpStep) }

func TestASecondFactorIsAskedFor(t *testing.T) {
	w, b := opened(t)
	b.want(409, "totp_not_begun", "POST", "/session/totp/code", map[string]string{"code": "123456"})
	secret, recovery := enrol(t, b)
	if len(recovery) != recoveryCodes {
		t.Fatalf("recovery codes %v", recovery)
	}
	b.want(403, "totp_required", "DELETE", "/session/totp", nil)
	said := claim{Login: "wulixin", Password: masterPassword}
	late := w.at("192.168.1.21")
	for range triesEach + 1 { // to be asked is no failure
		late.want(401, "totp_needed", "POST", "/session", said)
	}
	said.Code = codeNow(w, secret)
	late.want(401, "totp_used", "POST", "/session", said) // the code that turned it on
	w.store.pass(totpStep * time.Second)
	said.Code = codeNow(w, secret)[:3] + " " + codeNow(w, secret)[3:]
	late.want(200, "", "POST", "/session", said)
	w.at("192.168.1.22").want(401, "totp_used", "POST", "/session", said) // read over the shoulder

	said.Code = recovery[3]
	w.at("192.168.1.23").want(200, "", "POST", "/session", said)
	w.at("192.168.1.24").want(401, "totp_wrong", "POST", "/session", said)
	guesser := w.at("192.168.1.66")
	for range triesEach {
		said.Code = "999999"
		guesser.want(401, "totp_wrong", "POST", "/session", said)
	}
	guesser.want(429, "too_many_attempts", "POST", "/session", said)
}

// A lost telephone: the master, or the console, takes the factor away.
func TestALostTelephone(t *testing.T) {
	w, master := opened(t)
	id := w.officer(master, "linhaihan")
	officer := w.at("192.168.1.30").signIn("linhaihan", officerPassword)
	enrol(t, officer)
	master.want(204, "", "DELETE", "/accounts/"+id+"/totp", nil)
	w.at("192.168.1.31").signIn("linhaihan", officerPassword)
	enrol(t, officer)
	issued, err := w.room.Reset(t.Context(), By{Actor: "cli:root"}, id, true)
	if err != nil {
		t.Fatal(err)
	}
	officer.want(401, "unauthorized", "GET", "/session", nil)
	officer.signIn("linhaihan", issued.Initial).want(204, "", "DELETE", "/session/totp", nil)
}

// A restart forgets which codes were used, so none from before it counts.
func TestACodeFromBeforeTheRestartIsUsed(t *testing.T) {
	w, b := opened(t)
	secret, _ := enrol(t, b)
	w.store.pass(totpStep * time.Second)
	said := claim{Login: "wulixin", Password: masterPassword, Code: codeNow(w, secret)}
	again, err := New(Options{Store: w.store, Key: w.room.key, ID: w.room.id})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := again.signIn(t.Context(), said, session{}); station.Worded(err).Code != "totp_used" {
		t.Errorf("%v", err)
	}
	w.store.pass(totpStep * time.Second)
	said.Code = codeNow(w, secret)
	if _, _, err := again.signIn(t.Context(), said, session{}); err != nil {
		t.Error(err)
	}
}
