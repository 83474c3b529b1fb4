package hook

import (
	"testing"
	"time"

	"lianzhan/station"
)

func TestHooksGoToEnteredAddressesOnly(t *testing.T) {
	for url, code := range map[string]string{"https://data.example.com/in": "", "http://10.0.0.5:8080/in": "", "ftp://data.example.com": "hook_url_invalid",
		"data.example.com": "hook_url_invalid", "https://user:word@data.example.com": "hook_url_invalid", "https://data.example.com/#x": "hook_url_invalid", "": "hook_url_invalid"} {
		got := ""
		if err := (Hook{Name: "平台", URL: url}).Check(); err != nil {
			got = station.Worded(err).Code
		}
		if got != code {
			t.Errorf("%q: %q, want %q", url, got, code)
		}
	}
}

func TestWhatAHookIsToldOf(t *testing.T) {
	e := Event{Source: "/c/t/v", Type: "cn.lianzhan.matter.accepted"}
	for _, c := range []struct {
		hook Hook
		want bool
	}{
		{Hook{}, true}, {Hook{Scope: "/c/t"}, true}, {Hook{Scope: "/c/t/v"}, true}, {Hook{Scope: "/c/tt"}, false}, {Hook{Scope: "/c/t/v/p"}, false},
		{Hook{Types: []string{"cn.lianzhan.matter."}}, true}, {Hook{Types: []string{"cn.lianzhan.deputy."}}, false},
	} {
		if got := c.hook.wants(e); got != c.want {
			t.Errorf("%+v: %v", c.hook, got)
		}
	}
}

// A hook that fails is tried again later and later, for about a day; then the event is buried and the next has its turn.
func TestAHookThatFails(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	c, e := Course{Seq: 4}, Event{ID: "5@a", Type: "x", seq: 5}
	last, all := time.Duration(0), time.Duration(0)
	for range mostTries - 1 {
		c = c.failed(e, "503", now, 1)
		if wait := c.Next.Sub(now); wait < last || wait > longPause {
			t.Errorf("after %d tries it waits %v, before %v", c.Tries, wait, last)
		} else {
			last, all = wait, all+wait
		}
		if c.Seq != 4 || len(c.Buried) != 0 {
			t.Fatalf("given up after %d tries", c.Tries)
		}
	}
	if all < 24*time.Hour || all > 36*time.Hour {
		t.Errorf("it is tried for %v at most", all)
	}
	if c = c.failed(e, "503", now, 1); c.Seq != 5 || c.Tries != 0 || len(c.Buried) != 1 || c.Buried[0].ID != "5@a" || !c.Next.IsZero() {
		t.Errorf("%+v", c)
	}
	for i := range 2 * mostBuried {
		c = c.buried(Event{seq: uint64(6 + i)}, "", now)
	}
	if len(c.Buried) != mostBuried {
		t.Errorf("%d are kept", len(c.Buried))
	}
	if c = c.told(Event{seq: 500}, now); c.Seq != 500 || c.Told != 1 || c.Error != "" {
		t.Errorf("%+v", c)
	}
}
