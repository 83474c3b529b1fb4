//go:build stories

package tests

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"lianzhan/web/pairing"
)

// Each terminal has an allowance of its own: what one used up is not held against another that speaks next on the same
// line, and not forgotten either.
func TestTerminalsAreCountedApart(t *testing.T) {
	s := startTown(t)
	line := s.caller("127.0.0.2")
	line.heads["Sec-Fetch-Site"] = "same-origin"
	devices := pairing.New(pairing.Terminal, s.key(), clockAt(0), nil)
	hand := func(id string) int {
		return line.send("POST", "/api/v1/matters", written(handed(clientID())), "Cookie: kiosk="+devices.Token(id, time.Hour)).status
	}
	for range 20 {
		if status := hand("used-up"); status != http.StatusCreated {
			t.Fatalf("within the allowance: %d", status)
		}
	}
	for n := range 40 {
		id := fmt.Sprint("fresh-", n)
		for range 4 {
			if status := hand(id); status != http.StatusCreated {
				t.Fatalf("terminal %d hands in for the first time: %d", n+1, status)
			}
		}
		if status := hand("used-up"); status != http.StatusTooManyRequests {
			t.Fatalf("after %d other terminals the one that used its allowance up: %d", n+1, status)
		}
	}
}
