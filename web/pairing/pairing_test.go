package pairing

import (
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/station/slate"
)

// One screen comes in through one door; five wrong guesses shut it, whichever process hears them.
func TestADoorLetsOneScreenIn(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, station.Zone)
	clock := func() station.Reading { return station.Reading{Time: now} }
	shared := slate.InMemory(func() time.Time { return now })
	here, there := New(Wall, station.Key("k"), clock, shared), New(Wall, station.Key("k"), clock, shared)
	join := func(code string) (token, refused string) {
		token, err := there.Join(t.Context(), code)
		if err != nil {
			refused = station.Worded(err).Code
		}
		return token, refused
	}
	open := func() string {
		code, ends, err := here.Open(t.Context())
		if err != nil || !ends.Equal(now.Add(openFor)) {
			t.Fatal(ends, err)
		}
		return code
	}
	if _, refused := join("00000000"); refused != "pairing_failed" {
		t.Errorf("with no door open: %q", refused)
	}
	code := open()
	token, refused := join(strings.ToLower(code))
	if _, let := here.Read(token); !let || refused != "" {
		t.Fatalf("not let in: %q", refused)
	}
	if _, again := join(code); again == "" {
		t.Error("a code was good twice")
	}
	former, code := code, open()
	for range tries {
		if _, refused := join(former); refused == "" {
			t.Error("a former code was good")
		}
	}
	if _, refused := join(code); refused == "" {
		t.Error("good after five wrong guesses")
	}
	code = open()
	now = now.Add(openFor)
	if _, refused := join(code); refused == "" {
		t.Error("good after ten minutes")
	}
	for name, other := range map[string]*Pairing{"another purpose": New(Terminal, station.Key("k"), clock, nil), "another box": New(Wall, station.Key("l"), clock, nil)} {
		if _, let := other.Read(token); let {
			t.Errorf("%s takes the token", name)
		}
	}
	now = now.Add(Life)
	if _, let := here.Read(token); let {
		t.Error("believed for ever")
	}
}
