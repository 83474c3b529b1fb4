package casework

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/casebook"
	"lianzhan/station"
)

const (
	usualPage    = 50
	largestPage  = 500
	longestQuery = 200 // characters of one filter
)

// queryOf reads the filters of the table from the address. A filter takes several values, with commas between.
func queryOf(c *fiber.Ctx) (q casebook.Query, err error) {
	for name, into := range map[string]*[]string{"state": &q.State, "category": &q.Category, "unit": &q.Unit,
		"channel": &q.Channel, "grade": &q.Grade, "site": &q.Site} {
		word, err := wordOf(c, name)
		if err != nil {
			return q, err
		}
		if word != "" {
			*into = strings.Split(word, ",")
		}
	}
	for name, into := range map[string]*string{"due": &q.Due, "public": &q.Public, "from": (*string)(&q.From),
		"to": (*string)(&q.To), "q": &q.Text, "sort": &q.Sort} {
		if *into, err = wordOf(c, name); err != nil {
			return q, err
		}
	}
	switch {
	case q.From != "" && !q.From.Full(), q.To != "" && !q.To.Full():
		return q, station.Invalid("date_invalid", "日期读不懂，请写成 2026-01-31。")
	case !casebook.Sortable(q.Sort):
		return q, station.Invalid("sort_invalid", "不能按“%s”排序。", q.Sort)
	}
	if q.Limit, err = number(c, "limit", usualPage); err != nil {
		return q, err
	}
	q.Limit = min(q.Limit, largestPage)
	q.Offset, err = number(c, "offset", 0)
	return q, err
}

func wordOf(c *fiber.Ctx, name string) (string, error) {
	word := strings.TrimSpace(strings.Clone(c.Query(name)))
	if utf8.RuneCountInString(word) > longestQuery {
		return "", station.Invalid("filter_invalid", "筛选的内容太长。")
	}
	return word, nil
}

func number(c *fiber.Ctx, name string, missing int) (int, error) {
	word := c.Query(name)
	if word == "" {
		return missing, nil
	}
	n, err := strconv.Atoi(word)
	if err != nil || n < 0 {
		return 0, station.Invalid(name+"_invalid", "%s 要写 0 或更大的整数。", name)
	}
	return n, nil
}
