package voter

import (
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lianzhan/kiosk/docket"
	"lianzhan/station"
	"lianzhan/station/matter"
)

const (
	usualLimit   = 20
	largestLimit = 200
)

// shownItem is a matter everybody may see: only what was written for the public, masked by one person and released by
// another.
type shownItem struct {
	ID           string              `json:"id"`
	Number       string              `json:"number"`
	Title        string              `json:"title"`
	Text         string              `json:"text"`
	Place        string              `json:"place"`
	Category     string              `json:"category"` // label
	State        matter.State        `json:"state"`
	Label        string              `json:"label"`
	Unit         string              `json:"unit"`
	AcceptedOn   station.Date        `json:"accepted_on"`
	DueOn        station.Date        `json:"due_on"`
	DaysLeft     *int                `json:"days_left"` // null when no answer is owed
	Late         bool                `json:"late"`
	Result       string              `json:"result"`
	Photos       []string            `json:"photos"`
	MeToo        int                 `json:"me_too"`
	ClosedOn     station.Date        `json:"closed_on"`
	Satisfaction matter.Satisfaction `json:"satisfaction"`
}

// shownList is the public list and the promise clock.
type shownList struct {
	Total   int         `json:"total"`
	Items   []shownItem `json:"items"`
	Promise promise     `json:"promise"`
}

// promise counts all accepted matters, shown or not.
type promise struct {
	Open   int           `json:"open"`
	Late   int           `json:"late"`
	Solved int           `json:"solved_30"`
	Units  []unitPromise `json:"units"`
}

type unitPromise struct {
	Unit string `json:"unit"`
	Open int    `json:"open"`
	Late int    `json:"late"`
}

// shownMatters answers GET /api/v1/matters.
func (v *Counter) shownMatters(c *fiber.Ctx) error {
	filter, err := filterOf(c)
	if err != nil {
		return err
	}
	limit, err := number(c, "limit", usualLimit, largestLimit)
	if err != nil {
		return err
	}
	offset, err := number(c, "offset", 0, 1<<30)
	if err != nil {
		return err
	}
	site, err := v.open()
	if err != nil {
		return err
	}
	shown := v.docket.Shown(filter)
	answer := shownList{Total: len(shown), Items: []shownItem{}, Promise: promiseOf(site, v.docket.Promise(site.Day))}
	from := min(offset, len(shown))
	for _, e := range shown[from:min(from+limit, len(shown))] {
		answer.Items = append(answer.Items, shownAs(site, e))
	}
	return sendJSON(c, fiber.StatusOK, answer)
}

func filterOf(c *fiber.Ctx) (docket.Filter, error) {
	f := docket.Filter{Unit: string([]byte(c.Query("unit")))}
	switch solved := c.Query("solved"); solved {
	case "":
	case "true", "false":
		yes := solved == "true"
		f.Solved = &yes
	default:
		return f, station.Invalid("solved_invalid", "solved 可用 true、false。")
	}
	if len(f.Unit) > 128 {
		return f, station.Invalid("unit_invalid", "unit 太长。")
	}
	return f, nil
}

// number reads a count from the query: digits only. One beyond the largest counts as the largest.
func number(c *fiber.Ctx, name string, missing, largest int) (int, error) {
	value := c.Query(name)
	if value == "" {
		return missing, nil
	}
	n, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return 0, station.Invalid(name+"_invalid", "%s 要写 0 或更大的整数。", name)
	}
	return int(min(n, uint64(largest))), nil
}

// shownMatter answers GET /api/v1/matters/{id} for the id of a released matter.
func (v *Counter) shownMatter(c *fiber.Ctx) error {
	site, err := v.open()
	if err != nil {
		return err
	}
	e, found := v.docket.Released(param(c, "id"))
	if !found {
		return station.NotFound("matter_not_found", "没有找到这件事。查询码是 12 位数字。")
	}
	return sendJSON(c, fiber.StatusOK, shownAs(site, e))
}

func shownAs(site *Site, e *docket.Entry) shownItem {
	item := shownItem{ID: e.ID, Number: e.Number(site.Area), Title: e.Title,
		Text: e.Text, Place: e.Place, Category: matter.CategoryLabel(e.Category), State: e.State, Label: e.State.Label(),
		Unit: site.Unit(e.Unit), AcceptedOn: e.Accepted, DueOn: e.Due, Late: e.Late(site.Day), Result: e.Result, Photos: []string{},
		MeToo: e.MeToo, ClosedOn: e.Closed, Satisfaction: e.Rating}
	if e.Due != "" {
		left := int(e.Due.Time().Sub(site.Day.Time()).Hours() / 24)
		item.DaysLeft = &left
	}
	for _, photo := range e.Photos {
		item.Photos = append(item.Photos, "/api/v1/files/"+photo)
	}
	return item
}

func promiseOf(site *Site, p docket.Promise) promise {
	answer := promise{Open: p.Open, Late: p.Late, Solved: p.Solved, Units: []unitPromise{}}
	for _, u := range p.Units {
		answer.Units = append(answer.Units, unitPromise{Unit: site.Unit(u.Unit), Open: u.Open, Late: u.Late})
	}
	return answer
}

// supported is how many say "me too".
type supported struct {
	MeToo int `json:"me_too"`
}

// support answers POST /api/v1/matters/{id}/me-too. On a telephone one presses once; at the terminal, where many stand one
// after the other, once a minute.
func (v *Counter) support(c *fiber.Ctx) error {
	id := param(c, "id")
	device, err := v.device(c)
	if err != nil {
		return err
	}
	now, who := v.now(), addressOf(c)+"\n"+c.Get(fiber.HeaderUserAgent)
	if device != "" {
		who = fmt.Sprintf("%s\n%d", device, now.Unix()/60)
	}
	if _, err := v.open(); err != nil {
		return err
	}
	if _, found := v.docket.Released(id); !found {
		return station.NotFound("matter_not_found", "没有找到这件事，可能已经撤下了。")
	}
	if err := granted(v.limits.support.Take(addressOf(c), now), "点得太快了，请过一会儿再点。"); err != nil && device == "" {
		return err
	}
	m, err := v.read(id)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%x", v.key.Sum("me-too", id, who)[:12])
	if m, err = v.append(c.Context(), m, func(m matter.Matter) ([]station.Edit, error) {
		if supports(m, key) {
			return nil, nil
		}
		return m.Edits(byVoter(&matter.Support{Key: key}))
	}); err != nil {
		return err
	}
	return sendJSON(c, fiber.StatusOK, supported{MeToo: m.MeToo})
}

// supports reports whether a key pressed before: nothing is written twice.
func supports(m matter.Matter, key string) bool {
	for _, line := range m.Timeline {
		if d, ok := line.Data.(*matter.Support); ok && d.Key == key {
			return true
		}
	}
	return false
}
