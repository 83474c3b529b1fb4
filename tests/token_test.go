//go:build stories

package tests

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	altcha "github.com/altcha-org/altcha-lib-go"

	"lianzhan/kiosk/intake"
	"lianzhan/station"
	"lianzhan/web/pairing"
)

// terminal is one more terminal of the station, let in with a code of the console; limits count it by itself.
func (s *live) terminal(address string) *caller {
	s.t.Helper()
	c := s.caller(address)
	c.heads["Sec-Fetch-Site"] = "same-origin"
	code := regexp.MustCompile(`pair=([0-9A-Z]{8})`).FindStringSubmatch(s.run("pair"))[1]
	c.want(http.StatusSeeOther, "GET", "/kiosk?pair="+code, nil)
	return c
}

func mustURL(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// key is the box's secret: with it a story can make tokens that are right but for one thing.
func (s *live) key() station.Key {
	s.t.Helper()
	raw, err := os.ReadFile(filepath.Join(s.data, "secret.key"))
	if err != nil {
		s.t.Fatal(err)
	}
	return raw
}

func clockAt(shift time.Duration) intake.Clock {
	return func() station.Reading { return station.Reading{Time: time.Now().Add(shift)} }
}

// Tokens that are forged, over, used before or another's open nothing.
func TestTokensAreGoodOnce(t *testing.T) {
	s := startTown(t)
	key := s.key()
	old := pairing.New(pairing.Terminal, key, clockAt(-48*time.Hour), nil)
	good := pairing.New(pairing.Terminal, key, clockAt(0), nil).Token("made", 24*time.Hour)
	submit := func(cookie string) answer {
		return s.caller("127.0.0.50").send("POST", "/api/v1/matters", written(fields{"client": clientID(), "category": "road", "words": "井盖" + clientID(),
			"consent": consent}), "Sec-Fetch-Site: same-origin", "Cookie: kiosk="+cookie)
	}
	if a := submit(good); a.status != http.StatusCreated {
		t.Fatalf("a right token: %d %s", a.status, a.body)
	}
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{"none": "", "over": old.Token("made", 24*time.Hour), "another's sum": "else." + parts[1] + "." + parts[2],
		"longer life": "made.9999999999." + parts[2], "half": good[:40], "long": good + strings.Repeat("0", 5000), "no key": "local.9999999999." + strings.Repeat("0", 64)} {
		if a := submit(token); a.status == http.StatusCreated || a.status >= 500 {
			t.Errorf("a device token, %s: %d %s", name, a.status, a.body)
		}
	}
	pairings(t, s)
	drafts(t, s)
	forms(t, s, key)
	proofs(t, s)
}

// pairings are good once, and five wrong guesses close one.
func pairings(t *testing.T, s *live) {
	t.Helper()
	read := func() string { return regexp.MustCompile(`pair=([0-9A-Z]{8})`).FindStringSubmatch(s.run("pair"))[1] }
	guest := s.caller("127.0.0.51")
	used := read()
	guest.want(http.StatusSeeOther, "GET", "/kiosk?pair="+used, nil)
	guest.refused(http.StatusForbidden, "", "GET", "/kiosk?pair="+used, nil)
	before := read()
	open := read()
	guest.refused(http.StatusForbidden, "", "GET", "/kiosk?pair="+before, nil) // the newer one closed it
	for range 4 {
		guest.refused(http.StatusForbidden, "", "GET", "/kiosk?pair=00000000", nil)
	}
	guest.refused(http.StatusForbidden, "", "GET", "/kiosk?pair="+open, nil)
}

// drafts belong to the terminal that began them, and their photos to one matter.
func drafts(t *testing.T, s *live) {
	t.Helper()
	kiosk, stranger := s.terminal("127.0.0.52"), s.caller("127.0.0.53")
	d := told[struct{ Token, Short string }](kiosk, kiosk.want(http.StatusCreated, "POST", "/api/v1/drafts", fields{"for": "photos", "words": "桥塌了"}))
	for _, c := range []struct{ method, path string }{{"GET", ""}, {"DELETE", ""}, {"POST", "/confirm"}, {"GET", "/qr.svg"}} {
		stranger.refused(http.StatusForbidden, "terminal_only", c.method, "/api/v1/drafts/"+d.Token+c.path, "{}")
		kiosk.refused(http.StatusNotFound, "", c.method, "/api/v1/drafts/"+strings.Repeat("0", 32)+c.path, fields{"consent": consent})
	}
	stranger.refused(http.StatusForbidden, "proof_missing", "POST", "/api/v1/uploads", voterPicture(t), "Content-Type: image/jpeg")
	stranger.refused(http.StatusNotFound, "", "POST", "/api/v1/uploads?draft="+strings.Repeat("0", 32), voterPicture(t), "Content-Type: image/jpeg")
	photo := kiosk.upload(voterPicture(t))
	kiosk.tell("桥栏杆断了", fields{"photos": []string{photo}})
	kiosk.refused(http.StatusBadRequest, "upload_missing", "POST", "/api/v1/matters",
		fields{"client": clientID(), "category": "road", "words": "又断了", "consent": consent, "photos": []string{photo}})
	kiosk.refused(http.StatusNotFound, "", "GET", "/api/v1/uploads/"+photo+"/thumb.jpg", nil)
	kiosk.refused(http.StatusForbidden, "cross_site", "POST", "/api/v1/drafts", fields{"for": "phone"}, "Sec-Fetch-Site: cross-site")
	kiosk.refused(http.StatusForbidden, "cross_site", "POST", "/api/v1/drafts", fields{"for": "phone"}, "Sec-Fetch-Site: ", "Origin: http://evil.example.com")
}

// forms are answered with a matter only when the station itself handed them out, not long ago and not this moment.
func forms(t *testing.T, s *live, key station.Key) {
	t.Helper()
	ago := func(d time.Duration) string { return intake.Forms{Key: key, Clock: clockAt(-d)}.New() }
	other := intake.Forms{Key: station.Key(strings.Repeat("k", 32)), Clock: clockAt(-time.Minute)}.New()
	right := ago(time.Minute)
	for i, c := range []struct{ name, token, code string }{
		{"forged", other, "form_expired"}, {"over", ago(25 * time.Hour), "form_expired"}, {"of tomorrow", ago(-time.Hour), "form_too_quick"},
		{"at once", ago(0), "form_too_quick"}, {"none", "", "form_expired"}, {"cut", right[:20], "form_expired"},
	} {
		s.caller(addressOf(60+i)).refused(http.StatusBadRequest, c.code, "POST", "/api/v1/matters",
			fields{"category": "road", "words": c.name, "consent": consent, "started": c.token})
	}
	phone := s.caller("127.0.0.54")
	body := fields{"category": "road", "words": "树倒了挡住路", "consent": consent, "started": right}
	first := told[receipt](phone, phone.want(http.StatusCreated, "POST", "/api/v1/matters", body))
	second := told[receipt](phone, phone.want(http.StatusOK, "POST", "/api/v1/matters", body))
	if first.Code != second.Code {
		t.Error("one form, two codes")
	}
	body["started"] = ago(time.Minute)
	a := s.caller("127.0.0.55").send("POST", "/api/v1/matters", written(body))
	if a.status != http.StatusConflict || a.code() != "matter_duplicate" || bytes.Contains(a.body, []byte(first.Code)) {
		t.Errorf("the same text from elsewhere: %d %s", a.status, a.body)
	}
}

// proofs of work count once and only when solved.
func proofs(t *testing.T, s *live) {
	t.Helper()
	phone := s.caller("127.0.0.56")
	asked := told[altcha.Challenge](phone, phone.want(http.StatusOK, "GET", "/api/v1/challenge", nil))
	solution, err := altcha.SolveChallenge(asked.Challenge, asked.Salt, altcha.Algorithm(asked.Algorithm), int(asked.MaxNumber), 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	said := func(number int, salt string) string {
		raw, _ := json.Marshal(altcha.Payload{Algorithm: asked.Algorithm, Challenge: asked.Challenge, Number: int64(number), Salt: salt, Signature: asked.Signature})
		return "Altcha: " + base64.StdEncoding.EncodeToString(raw)
	}
	send := func(proof string) answer {
		return phone.send("POST", "/api/v1/uploads", voterPicture(t), "Content-Type: image/jpeg", proof)
	}
	for name, proof := range map[string]string{"wrong": said(solution.Number+1, asked.Salt), "other salt": said(solution.Number, "00?expires=9999999999"),
		"rubbish": "Altcha: !!!", "long": "Altcha: " + strings.Repeat("A", 4000)} {
		if a := send(proof); a.status != http.StatusBadRequest {
			t.Errorf("a proof, %s: %d %s", name, a.status, a.body)
		}
	}
	if a := send(said(solution.Number, asked.Salt)); a.status != http.StatusCreated {
		t.Errorf("a right proof: %d %s", a.status, a.body)
	}
	if a := send(said(solution.Number, asked.Salt)); a.status != http.StatusBadRequest {
		t.Errorf("the same proof again: %d", a.status)
	}
}
