//go:build stories

package tests

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"lianzhan/station"
)

// together makes one request many times at once and counts the answers by status.
func (c *caller) together(times int, method, path string, body any) map[int]int {
	c.t.Helper()
	var all sync.WaitGroup
	var lock sync.Mutex
	counts := map[int]int{}
	for range times {
		all.Go(func() {
			a, err := c.try(method, path, written(body))
			if err != nil {
				c.t.Error(err)
			}
			lock.Lock()
			defer lock.Unlock()
			counts[a.status]++
		})
	}
	all.Wait()
	return counts
}

// Who presses twice, or two who press at once: one step is taken, the others hear that it was, and the books hold no
// event that did not fit.
func TestManyHandsOnOneMatter(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, station.RoleOfficer, station.RoleUnit)
	r := s.kiosk("127.0.0.2").tell("井盖没了", nil)
	events := "/api/v1/desk/matters/" + r.ID + "/events"
	step := func(who *clerk, event string, data fields) {
		t.Helper()
		body := fields{"type": event}
		if data != nil {
			body["data"] = data
		}
		if got := who.together(16, "POST", events, body); got[http.StatusOK] != 1 || got[http.StatusConflict] != 15 {
			t.Errorf("%s sixteen times at once: %v", event, got)
		}
	}
	step(o.master, "accepted", nil)
	o.officer().does(r.ID, "classified", fields{"category": "road", "grade": "ordinary"})
	o.master.does(r.ID, "assigned", fields{"lead_unit": roadUnit})
	step(o.unit(), "replied", reply("A", "换好了"))
	step(o.officer(), "fed_back", fields{"how": "call"})
	phone := s.caller("127.0.0.3")
	if got := phone.together(8, "POST", "/api/v1/matters/"+r.Code+"/rating", fields{"satisfaction": "unsatisfied"}); got[http.StatusOK] != 1 {
		t.Errorf("eight verdicts at once: %v", got)
	}
	d := o.officer().detail(r.ID)
	said := strings.Join(d.steps(), " ")
	for _, once := range []string{"accepted", "replied", "fed_back", "rated", "redo"} {
		if strings.Count(said, once) != 1 {
			t.Errorf("%s stands more or less than once in %s", once, said)
		}
	}
	row := told[struct{ Row struct{ Unapplied int } }](o.officer().caller, o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters/"+r.ID, nil))
	if row.Row.Unapplied != 0 || d.Row.State != "redo" {
		t.Errorf("%d events did not fit, and it is %s", row.Row.Unapplied, d.Row.State)
	}
}

// The set-up code is in the journal and opens the desk once; there is no password anybody could know beforehand.
func TestNoPasswordIsThereBefore(t *testing.T) {
	s := startTown(t)
	code := strings.TrimSpace(s.run("user", "setup-code"))
	for _, guess := range []string{"admin", "zhanzhang", "root", "demo", "123456", "lianzhan"} {
		s.caller("127.0.0.30").refused(http.StatusUnauthorized, "sign_in_failed", "POST", "/api/v1/desk/session",
			fields{"login": guess, "password": guess}, "Sec-Fetch-Site: same-origin")
	}
	for i, wrong := range []string{"", "0000-0000", strings.ToLower(code[:4]), code[:8] + "0", "' OR 1=1 --"} {
		s.caller(addressOf(i)).refused(http.StatusForbidden, "setup_code_wrong", "POST", "/api/v1/desk/setup",
			fields{"code": wrong, "login": "thief", "name": "贼", "password": firstPassword})
	}
	s.caller("127.0.0.31").want(http.StatusNoContent, "POST", "/api/v1/desk/setup",
		fields{"code": strings.ToLower(code), "login": "zhanzhang", "name": "高禾苗", "password": firstPassword})
	if out, status := s.try("user", "setup-code"); status == 0 || strings.Contains(out, code) {
		t.Errorf("the code is given out again: %s", out)
	}
	s.down()
	if journal := s.log.String(); strings.Count(journal, code) != 1 || strings.Contains(journal, firstPassword) {
		t.Errorf("the journal says\n%s", journal)
	}
	s.grepNothing(firstPassword)
}

// No address leads out of what it serves.
func TestNoWayOutOfTheFolder(t *testing.T) {
	s := startTown(t)
	s.kiosk("127.0.0.2").tell("井盖没了", nil)
	key := string(s.key())
	for _, path := range []string{"/api/v1/files/../secret.key", "/api/v1/files/..%2fsecret.key", "/api/v1/files/%2e%2e%2f%2e%2e%2fsecret.key",
		"/api/v1/uploads/..%2f..%2fsecret.key/thumb.jpg", "/api/v1/uploads/../../secret.key", "/T/..%2fsecret.key", "/T/../secret.key", "/W/..%2f..%2fsecret.key",
		"/D/..%2fsecret.key/new", "/phone/..%2f..%2fsecret.key", "/phone/../../secret.key", "/assets/..%2f..%2fsecret.key", "/api/v1/desk/files/..%2fsecret.key",
		"/api/v1/matters/..%2f..%2fstation.db", "/display/..%2fsecret.key", "/kiosk/..%2f..%2fsecret.key", "//secret.key", "/.%00/secret.key"} {
		status, body := s.send("GET", path, "")
		if status >= http.StatusInternalServerError || strings.Contains(string(body), key) || strings.Contains(string(body), "井盖") {
			t.Errorf("%s: %d %.200q", path, status, body)
		}
	}
}
