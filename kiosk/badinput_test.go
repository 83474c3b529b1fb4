package kiosk

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"lianzhan/web/problem"
)

func TestBadInputIsAClearProblem(t *testing.T) {
	h := open(t, aTown(t))
	for _, c := range []struct {
		address string
		status  int
		code    string
	}{
		{"/api/v1/deputies?q=%ff%fe", 400, "q_invalid"},
		{"/api/v1/deputies?q=%00", 400, "q_invalid"},
		{"/api/v1/deputies?q=" + strings.Repeat("a", longestText+1), 400, "q_invalid"},
		{"/api/v1/deputies?village=%c3%28", 400, "village_invalid"},
		{"/api/v1/deputies?tier=king", 400, "tier_invalid"},
		{"/api/v1/deputies?letter=AB", 400, "letter_invalid"},
		{"/api/v1/deputies?limit=-1", 400, "limit_invalid"},
		{"/api/v1/deputies?limit=ten", 400, "limit_invalid"},
		{"/api/v1/deputies?limit=1e3", 400, "limit_invalid"},
		{"/api/v1/deputies?offset=-20", 400, "offset_invalid"},
		{"/api/v1/deputies?offset=%2b1", 400, "offset_invalid"},
		{"/api/v1/deputies/nobody", 404, "deputy_not_found"},
		{"/api/v1/deputies/00000000", 404, "deputy_not_found"},
		{"/api/v1/deputies/d06", 404, "mandate_ended"},
		{"/api/v1/deputies/00000006", 404, "mandate_ended"},
		{"/api/v1/deputies/%ff", 400, "address_invalid"},
		{"/api/v1/deputies/%00", 400, "address_invalid"},
		{"/api/v1/deputies/%zz", 400, "address_invalid"},
		{"/api/v1/deputies/%2e%2e%2fetc%2fpasswd", 404, "deputy_not_found"},
		{"/api/v1/deputies/" + strings.Repeat("x", 2000), 400, "address_invalid"},
		{"/api/v1/deputies/nobody/qr.svg", 404, "deputy_not_found"},
		{"/api/v1/deputies/d06/qr.png", 404, "mandate_ended"},
		{"/api/v1/deputies/d06/card.vcf", 404, "mandate_ended"},
		{"/api/v1/deputies/d01/card.vcf?version=5", 400, "version_invalid"},
		{"/api/v1/stations/nowhere/qr.svg", 404, "station_not_found"},
		{"/api/v1/receptions?from=yesterday", 400, "date_invalid"},
		{"/api/v1/receptions?from=2026-02-30", 400, "date_invalid"},
		{"/api/v1/receptions?from=2026-11", 400, "date_invalid"},
		{"/api/v1/receptions?from=2026-11-21&to=2026-11-20", 400, "window_invalid"},
		{"/api/v1/receptions?from=2026-01-01&to=2027-01-02", 400, "window_invalid"},
		{"/api/v1/receptions?from=0001-01-01", 400, "window_invalid"},
		{"/api/v1/receptions?from=9999-12-31", 400, "window_invalid"},
		{"/api/v1/projects?year=-2026", 400, "year_invalid"},
		{"/api/v1/articles?kind=poem", 400, "article_kind_unknown"},
		{"/api/v1/screens/none", 404, "screen_not_found"},
		{"/api/v1/files/../../etc/passwd", 404, "not_found"},
		{"/api/v1/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "file_not_found"},
		{"/api/v1/files/" + hash('f'), 404, "file_not_found"},
		{"/api/v1/files/" + strings.ToUpper(hash('a')), 404, "file_not_found"},
		{"/api/v1/files/" + hash('a')[:63] + "%00", 404, "file_not_found"},
		{"/api/v1/nothing", 404, "not_found"},
		{"/phone/other.css", 404, "style_not_found"},
	} {
		a := h.ask("GET", c.address)
		var p problem.Problem
		if err := json.Unmarshal([]byte(a.body), &p); err != nil {
			t.Errorf("%.80s: %d %s", c.address, a.status, a.body)
			continue
		}
		if a.status != c.status || p.Code != c.code || p.Detail == "" || a.header.Get("Content-Type") != problem.ContentType {
			t.Errorf("%.80s: %d %s, want %d %s", c.address, a.status, a.body, c.status, c.code)
		}
	}
}

// What was good stays good at the edges of the rules.
func TestInputAtTheEdgeIsTaken(t *testing.T) {
	h := open(t, aTown(t))
	for _, address := range []string{
		"/api/v1/deputies?q=" + strings.Repeat("a", longestText),
		"/api/v1/deputies?q=%20%20",
		"/api/v1/deputies?limit=200&offset=0",
		"/api/v1/receptions?from=2026-01-01&to=2027-01-01",
		"/api/v1/receptions?from=2100-12-31",
		"/api/v1/receptions?to=2026-11-21",
		"/api/v1/deputies/d01/card.vcf?version=4",
		"/api/v1/deputies/",
	} {
		h.get(address)
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	h := open(t, aTown(t))
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
		if a := h.ask(method, "/api/v1/deputies"); a.status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, a.status)
		}
	}
}
