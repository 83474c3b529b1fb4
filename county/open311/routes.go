package open311

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/matter"
)

const root = "/open311/v2"

// Paths are the adapter's addresses. Each answers in JSON and in XML, as the end of the address says.
var Paths = []string{root + "/discovery", root + "/services", root + "/requests", root + "/requests/:id"}

// Routes adds the adapter's addresses to the server.
func (a *Adapter) Routes(app fiber.Router) {
	for i, answer := range []fiber.Handler{a.discovery, a.services, a.list, a.one} {
		for _, format := range []string{".json", ".xml"} {
			app.Get(Paths[i]+format, answer)
		}
	}
}

// Service is one class of matters.
type Service struct {
	Code     string `json:"service_code" xml:"service_code"`
	Name     string `json:"service_name" xml:"service_name"`
	Text     string `json:"description" xml:"description"`
	Metadata bool   `json:"metadata" xml:"metadata"`
	Type     string `json:"type" xml:"type"`
	Keywords string `json:"keywords" xml:"keywords"`
	Group    string `json:"group" xml:"group"`
}

func (a *Adapter) services(c *fiber.Ctx) error {
	list := make([]Service, 0, len(matter.Categories))
	for _, each := range matter.Categories {
		list = append(list, Service{Code: each.ID, Name: each.Label, Text: strings.Join(each.Phrases, "；"), Type: "batch",
			Keywords: strings.Join(each.Phrases, ","), Group: each.Topic})
	}
	return send(c, list, struct {
		XMLName xml.Name  `xml:"services"`
		List    []Service `xml:"service"`
	}{List: list})
}

// Discovery says where the adapter is (Open311 service discovery).
type Discovery struct {
	Changed   string     `json:"changeset" xml:"changeset"`
	Contact   string     `json:"contact" xml:"contact"`
	Endpoints []Endpoint `json:"endpoints" xml:"endpoints>endpoint"`
}

// Endpoint is one address of it.
type Endpoint struct {
	Specification string   `json:"specification" xml:"specification"`
	URL           string   `json:"url" xml:"url"`
	Changed       string   `json:"changeset" xml:"changeset"`
	Type          string   `json:"type" xml:"type"`
	Formats       []string `json:"formats" xml:"formats>format"`
}

func (a *Adapter) discovery(c *fiber.Ctx) error {
	const changed = "2026-01-01T00:00:00+08:00"
	d := Discovery{Changed: changed, Contact: "只读接口：不收诉求，请到联络站或代表的手机页反映。", Endpoints: []Endpoint{{
		Specification: "http://wiki.open311.org/GeoReport_v2", URL: strings.TrimSuffix(a.Base(), "/") + root, Changed: changed, Type: "production",
		Formats: []string{"text/xml", "application/json"}}}}
	return send(c, d, struct {
		XMLName xml.Name `xml:"discovery"`
		Discovery
	}{Discovery: d})
}

// The window and size of a list (GeoReport v2, GET Service Requests).
const (
	windowDays = 90
	mostListed = 1000
	usualPage  = 100
)

// query is what of the requests is asked for.
type query struct {
	ids, codes []string
	status     []string
	from, to   time.Time
	page, size int
}

func (a *Adapter) list(c *fiber.Ctx) error {
	q, err := a.queryOf(c)
	if err != nil {
		return refuse(c, fiber.StatusBadRequest, err.Error())
	}
	all, err := a.renew()
	if err != nil {
		return err
	}
	var found []Request
	for _, r := range all {
		if q.wants(r) {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(x, y Request) int { return cmp.Or(y.Asked.Compare(x.Asked), cmp.Compare(x.ID, y.ID)) })
	found = found[:min(len(found), mostListed)]
	from := min((q.page-1)*q.size, len(found))
	return a.sendList(c, found[from:min(from+q.size, len(found))])
}

func (a *Adapter) one(c *fiber.Ctx) error {
	id, _, _ := strings.Cut(strings.Clone(c.Params("id")), ".")
	all, err := a.renew()
	if err != nil {
		return err
	}
	r, found := all[id]
	if !found {
		return refuse(c, fiber.StatusNotFound, "service_request_id was not found")
	}
	return a.sendList(c, []Request{r})
}

func (a *Adapter) sendList(c *fiber.Ctx, list []Request) error {
	shown := make([]Request, len(list))
	for i, r := range list {
		r.Asked, r.Updated = r.Asked.In(station.Zone).Truncate(time.Second), r.Updated.In(station.Zone).Truncate(time.Second)
		if r.Media != "" {
			r.Media = strings.TrimSuffix(a.Base(), "/") + r.Media
		}
		shown[i] = r
	}
	return send(c, shown, struct {
		XMLName xml.Name  `xml:"service_requests"`
		List    []Request `xml:"request"`
	}{List: shown})
}

func (a *Adapter) queryOf(c *fiber.Ctx) (q query, err error) {
	words := func(name string) []string {
		if word := strings.Clone(c.Query(name)); word != "" {
			return strings.Split(word, ",")
		}
		return nil
	}
	q.ids, q.codes, q.status = words("service_request_id"), words("service_code"), words("status")
	for _, status := range q.status {
		if status != open && status != closed {
			return q, fmt.Errorf("status is %s or %s", open, closed)
		}
	}
	if q.from, err = instant(c, "start_date", time.Time{}); err != nil {
		return q, err
	}
	if q.to, err = instant(c, "end_date", a.Store.Now().Time); err != nil {
		return q, err
	}
	if earliest := q.to.AddDate(0, 0, -windowDays); q.from.Before(earliest) {
		q.from = earliest
	}
	if q.page, err = count(c, "page", 1, mostListed); err != nil {
		return q, err
	}
	q.size, err = count(c, "page_size", usualPage, mostListed)
	return q, err
}

func instant(c *fiber.Ctx, name string, missing time.Time) (time.Time, error) {
	word := c.Query(name)
	if word == "" {
		return missing, nil
	}
	at, err := time.Parse(time.RFC3339, strings.ReplaceAll(word, " ", "+")) // a plus sign that was not escaped arrives as a blank
	if err != nil {
		return at, fmt.Errorf("%s is no date of ISO 8601 with a zone", name)
	}
	return at, nil
}

func count(c *fiber.Ctx, name string, missing, most int) (int, error) {
	word := c.Query(name)
	if word == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s is no number above 0", name)
	}
	return min(n, most), nil
}

// wants reports whether a request is asked for. Ids override all other arguments.
func (q query) wants(r Request) bool {
	if len(q.ids) > 0 {
		return slices.Contains(q.ids, r.ID)
	}
	in := func(list []string, word string) bool { return len(list) == 0 || slices.Contains(list, word) }
	return in(q.codes, r.Code) && in(q.status, r.Status) && !r.Asked.Before(q.from) && !r.Asked.After(q.to)
}

// fault is how the specification words an error.
type fault struct {
	Code int    `json:"code" xml:"code"`
	Text string `json:"description" xml:"description"`
}

func refuse(c *fiber.Ctx, code int, text string) error {
	list := []fault{{code, text}}
	c.Status(code)
	return send(c, list, struct {
		XMLName xml.Name `xml:"errors"`
		List    []fault  `xml:"error"`
	}{List: list})
}

// send answers in the format the address ends with.
func send(c *fiber.Ctx, plain, tree any) error {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	if strings.HasSuffix(c.Path(), ".json") {
		body, err := json.Marshal(plain)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
		return c.Send(body)
	}
	body, err := xml.Marshal(tree)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/xml; charset=utf-8")
	return c.Send(append([]byte(xml.Header), body...))
}
