package account

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
)

// One address that guesses waits; the officer at another does not, and after the delay nobody does.
func TestAGuesserWaitsAndTheOfficerDoesNot(t *testing.T) {
	w, _ := opened(t)
	thief := w.at("192.168.1.66")
	for range triesEach {
		thief.want(401, "sign_in_failed", "POST", "/session", claim{Login: "wulixin", Password: "guess guess guess"})
	}
	thief.want(429, "too_many_attempts", "POST", "/session", claim{Login: "wulixin", Password: masterPassword})
	w.at("192.168.1.20").signIn("wulixin", masterPassword)
	w.store.pass(delay - time.Second)
	thief.want(429, "too_many_attempts", "POST", "/session", claim{Login: "wulixin", Password: masterPassword})
	w.store.pass(time.Second)
	thief.signIn("wulixin", masterPassword)
	failed, delayed := count(w.store.audited(), "stranger sign_in_failed"), count(w.store.audited(), "stranger sign_in_delayed")
	if failed != triesEach-1 || delayed != 1 {
		t.Errorf("the audit says %d failed and %d delayed: %v", failed, delayed, w.store.audited())
	}
}

func count(all []string, one string) (n int) {
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// From many addresses an account grows slow, never shut.
func TestAnAccountUnderSiegeIsSlowNotShut(t *testing.T) {
	w, _ := opened(t)
	for i := range slowFrom + 30 {
		if _, err := w.room.tries.try(t.Context(), "wulixin", "10.0.0."+string(rune('0'+i)), w.room.now()); err != nil {
			t.Fatal(err)
		}
	}
	w.paused = nil
	w.at("192.168.1.20").signIn("wulixin", masterPassword)
	if !slices.Equal(w.paused, []time.Duration{slowMost}) {
		t.Errorf("the owner waited %v, want once %v", w.paused, slowMost)
	}
}

// Many tries at once are counted before any of them is looked at.
func TestTriesAtOnceGainNothing(t *testing.T) {
	w, _ := opened(t)
	var statuses [20]int
	var all sync.WaitGroup
	for i := range statuses {
		all.Go(func() {
			statuses[i] = w.at("192.168.1.66").ask("POST", "/session", claim{Login: "wulixin", Password: "guess guess guess"}).status
		})
	}
	all.Wait()
	looked := 0
	for _, s := range statuses {
		if s == 401 {
			looked++
		} else if s != 429 {
			t.Errorf("status %d", s)
		}
	}
	if looked != triesEach {
		t.Errorf("%d of %d guesses were looked at, want %d", looked, len(statuses), triesEach)
	}
}

func TestGoodSignInsAtOnceEachGetASession(t *testing.T) {
	w, _ := opened(t)
	var cookies [4]string
	var all sync.WaitGroup
	for i := range cookies {
		all.Go(func() { cookies[i] = w.at("192.168.1.20").signIn("wulixin", masterPassword).cookie })
	}
	all.Wait()
	slices.Sort(cookies[:])
	if len(slices.Compact(cookies[:])) != len(cookies) {
		t.Errorf("sessions share a token: %v", cookies)
	}
}

// An unknown login gets the same answer, after the same work, as a wrong password.
func TestLoginsCannotBeProbed(t *testing.T) {
	w, master := opened(t)
	shut := w.officer(master, "linhaihan")
	master.want(200, "", "PATCH", "/accounts/"+shut, map[string]any{"disabled": true})
	known := w.at("10.0.0.1").want(401, "sign_in_failed", "POST", "/session", claim{Login: "wulixin", Password: "x"})
	for _, c := range []claim{{Login: "nobody", Password: "x"}, {Login: "linhaihan", Password: officerPassword}, {},
		{Login: "wulixin", Password: strings.Repeat("x", longestClaim+1)}} {
		r := w.at("10.0.0.2").want(401, "sign_in_failed", "POST", "/session", c)
		if string(r.body) != string(known.body) {
			t.Errorf("%.20v is told %s", c, r.body)
		}
	}
	if same, err := w.room.hashes.same(t.Context(), nobody, "x"); same || err != nil {
		t.Errorf("the hash nobody has: %v %v", same, err)
	}
	own, err := w.room.hashes.hash(t.Context(), "x")
	head, _, _ := cutHash(own)
	if cost, _, _ := cutHash(nobody); err != nil || head != cost {
		t.Errorf("a known login costs %s, an unknown one %s: %v", head, cost, err)
	}
}

// A flood of failures writes a bounded number of lines, and the next line says how many are missing.
func TestFailuresDoNotFillTheDisk(t *testing.T) {
	var q quota
	q.left = quotaSize
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, station.Zone)
	written := 0
	for range 1000 {
		if _, ok := q.take(now); ok {
			written++
		}
	}
	if written != quotaSize {
		t.Errorf("%d lines at once", written)
	}
	if missed, ok := q.take(now.Add(quotaStep)); !ok || missed != 1000-quotaSize {
		t.Errorf("a minute later: %v, %d missed", ok, missed)
	}
	if _, ok := q.take(now.Add(quotaStep)); ok {
		t.Error("two lines in one minute")
	}
}

func TestAnAddressIsCountedAsOneHoweverItIsWritten(t *testing.T) {
	if pairOf("a", "2001:db8:1:2::5") != pairOf("a", "2001:db8:1:2:ffff::9") || pairOf("a", "2001:db8:1:2::5") == pairOf("a", "2001:db8:1:3::5") {
		t.Error("an IPv6 network is not one address")
	}
}

// Nobody signs in unseen: when the audit cannot be written, the door stays shut, and it was no guess.
func TestNoSignInWithoutItsLine(t *testing.T) {
	w, _ := opened(t)
	w.store.fail(errors.New("disk full"))
	b := w.at("192.168.1.21")
	for range triesEach + 1 {
		if r := b.ask("POST", "/session", claim{Login: "wulixin", Password: masterPassword}); r.status != 500 || b.cookie != "" {
			t.Fatalf("signed in without a line: %d", r.status)
		}
	}
	w.store.fail(nil)
	b.signIn("wulixin", masterPassword)
}
