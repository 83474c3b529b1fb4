//go:build stories

package tests

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"lianzhan/web/pairing"
)

// A station killed while many hand in at once has, when it is back, every matter whose voter saw a code, with that code,
// and a book of numbers without a gap.
func TestKilledWhileVotersHandIn(t *testing.T) {
	s := startTown(t)
	codes := map[string]string{} // acknowledged, by client id
	for round := range 3 {
		stop := s.crowd(12, codes)
		time.Sleep(time.Duration(80+40*round) * time.Millisecond)
		s.kill()
		stop()
		s.up()
	}
	if len(codes) < 20 {
		t.Fatalf("only %d were acknowledged: the kill proved nothing", len(codes))
	}
	for client, code := range codes {
		r := told[receipt](s.maker(client), s.maker(client).want(http.StatusOK, "POST", "/api/v1/matters", handed(client)))
		if r.Code != code {
			t.Errorf("told %s, and now %s", code, r.Code)
		}
	}
	numbers := map[string]bool{}
	o := openOffice(t, s)
	for offset := 0; ; offset += 200 {
		page := told[struct {
			Total int
			Items []struct{ Number string }
		}](o.master.caller, o.master.want(http.StatusOK, "GET", fmt.Sprintf("/api/v1/desk/matters?limit=200&offset=%d", offset), nil))
		for _, m := range page.Items {
			numbers[m.Number] = true
		}
		if offset+200 >= page.Total {
			break
		}
	}
	all := slices.Sorted(maps.Keys(numbers))
	last := fmt.Sprintf("%06d", len(all))
	if len(all) < len(codes) || all[len(all)-1][len(all[0])-6:] != last || all[0][len(all[0])-6:] != "000001" {
		t.Errorf("%d matters with numbers from %s to %s, %d acknowledged", len(all), all[0], all[len(all)-1], len(codes))
	}
	s.run("verify")
}

// maker is a terminal of its own for one matter: limits count terminals.
func (s *live) maker(client string) *caller {
	s.t.Helper()
	c := s.caller("127.0.0.1")
	c.heads["Sec-Fetch-Site"] = "same-origin"
	c.heads["Cookie"] = "kiosk=" + pairing.New(pairing.Terminal, s.key(), clockAt(0), nil).Token(client, time.Hour)
	return c
}

func handed(client string) fields {
	return fields{"client": client, "category": "road", "words": "井盖没了 " + client, "consent": consent}
}

// crowd lets so many hand in one matter after the other until the station is gone; stop waits for them.
func (s *live) crowd(size int, codes map[string]string) (stop func()) {
	var all sync.WaitGroup
	var lock sync.Mutex
	for range size {
		c := s.maker("crowd")
		devices := pairing.New(pairing.Terminal, s.key(), clockAt(0), nil)
		all.Go(func() {
			for {
				client := clientID()
				a, err := c.try("POST", "/api/v1/matters", written(handed(client)), "Cookie: kiosk="+devices.Token(client, time.Hour))
				if err != nil {
					return
				}
				var r receipt
				if json.Unmarshal(a.body, &r) != nil || a.status != http.StatusCreated {
					s.t.Errorf("handing in: %d %s", a.status, a.body)
					return
				}
				lock.Lock()
				codes[client] = r.Code
				lock.Unlock()
			}
		})
	}
	return all.Wait
}
