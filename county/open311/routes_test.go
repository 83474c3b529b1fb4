package open311

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// noon is when everybody asks.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, station.Zone)

// clock is a store of which only the time is asked.
type clock struct{ Store }

func (clock) Now() station.Reading { return station.Reading{Time: noon} }

// ask answers an address over four released matters: two open ones of this month, one closed of September, one of last winter.
func ask(t *testing.T, address string) (status int, body []byte) {
	t.Helper()
	a := &Adapter{Options: Options{Store: clock{}, Base: func() string { return "https://county.example/" }}, requests: map[string]Request{}}
	for _, r := range []Request{
		{ID: "m1", Status: open, Code: "road", Asked: noon.AddDate(0, 0, -1), Media: "/api/v1/files/ab"},
		{ID: "m2", Status: open, Code: "water", Asked: noon.AddDate(0, 0, -2), Text: "a < b & c"},
		{ID: "m3", Status: closed, Code: "road", Asked: noon.AddDate(0, 0, -70)},
		{ID: "m4", Status: closed, Code: "road", Asked: noon.AddDate(0, 0, -300)},
	} {
		a.requests[r.ID] = r
	}
	app := fiber.New()
	a.Routes(app)
	res, err := app.Test(httptest.NewRequest(http.MethodGet, root+address, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, body
}

// Filters, window and pages of a list, in both formats (GeoReport v2, GET Service Requests).
func TestAListIsFilteredAndPaged(t *testing.T) {
	for query, want := range map[string][]string{
		"":                                       {"m1", "m2", "m3"},
		"status=open":                            {"m1", "m2"},
		"status=open,closed":                     {"m1", "m2", "m3"},
		"status=closed":                          {"m3"},
		"service_code=water,road":                {"m1", "m2", "m3"},
		"service_code=water":                     {"m2"},
		"service_code=nothing":                   nil,
		"page_size=2":                            {"m1", "m2"},
		"page_size=2&page=2":                     {"m3"},
		"page_size=2&page=3":                     nil,
		"service_request_id=m4,m1":               {"m1", "m4"},
		"start_date=2026-11-21T00:00:00%2B08:00": {"m1"},
		"start_date=2026-11-21T00:00:00+08:00":   {"m1"},
		"end_date=2026-02-01T00:00:00Z":          {"m4"},
		"start_date=2020-01-01T00:00:00Z":        {"m1", "m2", "m3"}, // never more than 90 days
		"start_date=2025-12-01T00:00:00Z&end_date=2026-02-01T00:00:00Z":           {"m4"},
		"service_request_id=m4&start_date=2026-01-27T00:00:00Z&status=open&page=": {"m4"}, // an id overrides
	} {
		var list []Request
		_, body := ask(t, "/requests.json?"+query)
		if err := json.Unmarshal(body, &list); err != nil {
			t.Errorf("%s: %s: %v", query, body, err)
		}
		var tree struct {
			Requests []Request `xml:"request"`
		}
		_, body = ask(t, "/requests.xml?"+query)
		if err := xml.Unmarshal(body, &tree); err != nil {
			t.Errorf("%s: %s: %v", query, body, err)
		}
		if got := ids(tree.Requests); !slices.Equal(got, want) || !slices.Equal(ids(list), want) {
			t.Errorf("%s: %v and %v, want %v", query, ids(list), got, want)
		}
	}
}

func ids(list []Request) (ids []string) {
	for _, r := range list {
		ids = append(ids, r.ID)
	}
	return ids
}

// One request is a list of one; what is asked wrongly is refused in the words of the specification, in both formats.
func TestOneRequestAndRefusals(t *testing.T) {
	for address, want := range map[string]struct {
		status int
		words  string
	}{
		"/requests/m1.json":                   {200, `"media_url":"https://county.example/api/v1/files/ab"`},
		"/requests/m2.xml":                    {200, "a &lt; b &amp; c"},
		"/requests/m9.json":                   {404, `[{"code":404,"description":"service_request_id was not found"}]`},
		"/requests/m9.xml":                    {404, "<errors><error><code>404</code>"},
		"/requests.json?status=done":          {400, `[{"code":400,"description":"status is open or closed"}]`},
		"/requests.xml?status=open,OPEN":      {400, "<description>status is open or closed</description>"},
		"/requests.json?start_date=yesterday": {400, "start_date is no date"},
		"/requests.json?end_date=2026-11-21":  {400, "end_date is no date of ISO 8601 with a zone"},
		"/requests.json?page=0":               {400, "page is no number above 0"},
		"/requests.json?page_size=many":       {400, "page_size is no number above 0"},
	} {
		if status, body := ask(t, address); status != want.status || !strings.Contains(string(body), want.words) {
			t.Errorf("%s: %d %s", address, status, body)
		}
	}
}
