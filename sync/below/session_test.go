package below

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return station.Worded(err).Code
}

func TestASessionIsOneDevicesForTwelveHours(t *testing.T) {
	key := station.Key("the county's key")
	one, another := newSessions(key, nil), newSessions(key, nil) // two processes over one database
	d := station.Device{ID: "a1b2", Key: "ed25519:AAAA"}
	word := one.open(d, noon)
	renewed := d
	renewed.Key = "ed25519:BBBB"
	for name, c := range map[string]struct {
		device station.Device
		word   string
		at     time.Time
		want   string
	}{
		"at once":                  {d, word, noon, ""},
		"at the end":               {d, word, noon.Add(sessionLife - time.Second), ""},
		"after the end":            {d, word, noon.Add(sessionLife), "session_expired"},
		"of another device":        {station.Device{ID: "c3d4", Key: d.Key}, word, noon, "session_expired"},
		"after a new enrolment":    {renewed, word, noon, "session_expired"},
		"prolonged by the child":   {d, strings.Replace(word, ".", ".z", 1), noon, "session_expired"},
		"with a digit too few":     {d, word[:len(word)-1], noon, "session_expired"},
		"of a key nobody has":      {d, newSessions(station.Key("else"), nil).open(d, noon), noon, "session_expired"},
		"a nonce in its place":     {d, one.nonce(noon), noon, "session_expired"},
		"nothing":                  {d, "", noon, "session_expired"},
		"with a part too many":     {d, word + ".x", noon, "session_expired"},
		"a name with nothing else": {d, "a1b2..", noon, "session_expired"},
	} {
		if got := codeOf(another.check(c.device, c.word, c.at)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A hello that somebody recorded is worth nothing a second time.
func TestANonceIsGoodForOneHello(t *testing.T) {
	s := newSessions(station.Key("the county's key"), nil)
	first, second := s.nonce(noon), s.nonce(noon)
	for i, c := range []struct {
		nonce string
		at    time.Time
		want  string
	}{
		{first, noon.Add(time.Second), ""},
		{first, noon.Add(2 * time.Second), "session_expired"},
		{second, noon.Add(nonceLife), "session_expired"},
		{"x" + second, noon, "session_expired"},
		{second, noon.Add(3 * time.Second), ""},
		{"", noon, "session_expired"},
	} {
		if got := codeOf(s.spend(c.nonce, c.at)); got != c.want {
			t.Errorf("%d: %q, want %q", i, got, c.want)
		}
	}
	if s.spend(s.nonce(noon.Add(time.Hour)), noon.Add(time.Hour)) != nil || len(s.spent) != 1 {
		t.Errorf("%d spent nonces are kept for ever", len(s.spent))
	}
}

// Nor is it at another process.
func TestANonceIsSpentAtEveryProcess(t *testing.T) {
	key, common := station.Key("the county's key"), slate.InMemory(func() time.Time { return noon })
	one, another := newSessions(key, common), newSessions(key, common)
	nonce := one.nonce(noon)
	if err := another.spend(nonce, noon); err != nil {
		t.Fatal(err)
	}
	if got := codeOf(one.spend(nonce, noon)); got != "session_expired" {
		t.Errorf("at the other process: %q", got)
	}
}

func TestNoncesAreBounded(t *testing.T) {
	s := newSessions(station.Key("k"), nil)
	for i := range mostNonces {
		if err := s.spend(s.nonce(noon), noon); err != nil {
			t.Fatal(i, err)
		}
	}
	if got := codeOf(s.spend(s.nonce(noon), noon)); got != "busy" {
		t.Errorf("one more: %q", got)
	}
}
