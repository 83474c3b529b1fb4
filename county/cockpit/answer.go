package cockpit

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
	"lianzhan/station/figure"
)

// The bounds of what can be asked for.
const (
	longestSpan = 20 * 366 // days
	mostRows    = 500
	usualRows   = 100
)

// wanted is one page of the rows behind a figure.
type wanted struct {
	figure, part string
	skip, limit  int
}

// Board answers GET /cockpit?scope&from&to: the figures of a branch of the tree. Without days it is this year so far, without a
// scope everything the viewer may see.
func (r *Room) Board(c *fiber.Ctx) error {
	q, at, err := r.asked(c)
	if err != nil {
		return err
	}
	return c.JSON(r.memory.board(q, at))
}

// list answers GET /cockpit/list?figure&part&scope&from&to&skip&limit: the records behind a number.
func (r *Room) list(c *fiber.Ctx) error {
	q, at, err := r.asked(c)
	if err != nil {
		return err
	}
	w := wanted{figure: strings.Clone(c.Query("figure")), part: strings.Clone(c.Query("part"))}
	if w.skip, err = number(c, "skip", 0); err != nil {
		return err
	}
	if w.limit, err = number(c, "limit", usualRows); err != nil {
		return err
	}
	w.limit = min(w.limit, mostRows)
	list, err := r.memory.list(q, at, w)
	if err != nil {
		return err
	}
	return c.JSON(list)
}

// asked is what a request wants counted, with the memory renewed for it.
func (r *Room) asked(c *fiber.Ctx) (figure.Query, figure.Moment, error) {
	now := r.o.Now().Time.In(station.Zone)
	q, err := r.query(c, station.DateOf(now))
	if err != nil {
		return q, figure.Moment{}, err
	}
	at, err := r.moment()
	return q, at, err
}

// moment is now, with every commit taken in.
func (r *Room) moment() (figure.Moment, error) {
	if err := r.memory.renew(r.o.Store, r.o.Scope()); err != nil {
		return figure.Moment{}, err
	}
	nodes, err := r.o.Nodes()
	return figure.Moment{Now: r.o.Now().Time.In(station.Zone), Nodes: nodes}, err
}

func (r *Room) query(c *fiber.Ctx, today station.Date) (figure.Query, error) {
	q := figure.Query{From: station.Date(strings.Clone(c.Query("from"))), To: station.Date(strings.Clone(c.Query("to")))}
	if q.To == "" {
		q.To = today
	}
	if q.From == "" && q.To.Full() {
		q.From = q.To[:4] + "-01-01"
	}
	if !q.From.Full() || !q.To.Full() || q.To < q.From || q.To.Time().Sub(q.From.Time()).Hours()/24 > longestSpan {
		return q, station.Invalid("date_invalid", "起止日期读不懂，请写成 2026-01-01 到 2026-01-31，前后不超过二十年。")
	}
	scope, err := r.sight(c)
	q.Scope = scope
	return q, err
}

// sight is the branch asked for, as far as the viewer may see it.
func (r *Room) sight(c *fiber.Ctx) (string, error) {
	widest := r.o.Scope()
	if own := r.o.Viewer(c).Scope; own != "" {
		widest = own
	}
	scope := strings.Clone(c.Query("scope"))
	switch {
	case scope == "":
		return widest, nil
	case !station.ValidScope(scope):
		return "", station.Invalid("scope_invalid", "站点的位置写得不对。")
	case !station.ScopeWithin(scope, widest):
		return "", station.Forbidden("scope_not_yours", "您的账号只能看自己那一片的数字。")
	}
	return scope, nil
}

func number(c *fiber.Ctx, name string, usual int) (int, error) {
	text := c.Query(name)
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 10_000_000 {
		return 0, station.Invalid("number_invalid", "“%s”要写成一个数。", name)
	}
	return n, nil
}
