//go:build stories

package tests

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// A screen on a wall is let in once by whoever stands at the county's box. From then on it shows the figures, and nothing
// behind them, whatever is switched off in between.
func TestAWallNeedsNobodyToSignIn(t *testing.T) {
	county := startCounty(t)
	const board = "/api/v1/county/cockpit"
	wall := county.caller("127.0.0.61")
	wall.refused(http.StatusUnauthorized, "unauthorized", "GET", board, nil)
	code := regexp.MustCompile(`/cockpit\?pair=([0-9A-Z]{8})`).FindStringSubmatch(county.run("wall"))[1]
	let := wall.want(http.StatusSeeOther, "GET", "/cockpit?pair="+code, nil)
	cookie, _, _ := strings.Cut(let.head.Get("Set-Cookie"), ";")
	if let.head.Get("Location") != "/cockpit" || !strings.HasPrefix(cookie, "wall=") {
		t.Fatalf("to %q with %q", let.head.Get("Location"), cookie)
	}
	shows := func() {
		t.Helper()
		screen := county.caller("127.0.0.61")
		screen.heads["Cookie"] = cookie
		if body := string(screen.want(http.StatusOK, "GET", board, nil).body); !strings.Contains(body, `"figures"`) {
			t.Errorf("the wall shows %s", body)
		}
		for _, path := range []string{board + "/list?figure=received", board + "/month.csv", "/api/v1/county/nodes", "/api/v1/desk/today"} {
			screen.refused(http.StatusUnauthorized, "unauthorized", "GET", path, nil)
		}
	}
	shows()
	county.caller("127.0.0.62").refused(http.StatusForbidden, "pairing_failed", "GET", "/cockpit?pair="+code, nil)
	county.down()
	county.up()
	shows()
}
