package kiosk

import (
	"errors"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

const (
	usualLimit   = 20  // items of a list when nobody says how many
	largestLimit = 200 // items of a list at most; asking for more gives these
	longestText  = 64  // characters of a search text or name
)

// text reads a short text from the query. It belongs to the request: what outlives the answer must be copied.
func text(c *fiber.Ctx, name string) (string, error) {
	value := strings.TrimSpace(c.Query(name))
	if utf8.RuneCountInString(value) > longestText {
		return "", station.Invalid(name+"_invalid", "%s 太长，最多 %d 个字。", name, longestText)
	}
	if !readable(value) {
		return "", station.Invalid(name+"_invalid", "%s 里有读不懂的字符，请用 UTF-8 编码的普通文字。", name)
	}
	return value, nil
}

// readable reports whether a text is UTF-8 without control characters.
func readable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// number reads a count from the query: digits only. One beyond the largest counts as the largest.
func number(c *fiber.Ctx, name string, missing, largest int) (int, error) {
	value := c.Query(name)
	if value == "" {
		return missing, nil
	}
	if strings.Trim(value, "0123456789") != "" {
		return 0, station.Invalid(name+"_invalid", "%s 要写 0 或更大的整数。", name)
	}
	n, err := strconv.ParseUint(value, 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return largest, nil
	}
	return int(min(n, uint64(largest))), err
}

// part is which items of a list are asked for.
type part struct{ limit, offset int }

func partOf(c *fiber.Ctx, usual int) (part, error) {
	limit, err := number(c, "limit", usual, largestLimit)
	if err != nil {
		return part{}, err
	}
	offset, err := number(c, "offset", 0, math.MaxInt32)
	return part{limit, offset}, err
}

// of cuts the part out of a list.
func (p part) cut(length int) (from, to int) {
	from = min(p.offset, length)
	return from, min(from+p.limit, length)
}

// segment reads a part of the path: percent-decoded, UTF-8, nothing invisible.
func segment(c *fiber.Ctx, name string) (string, error) {
	raw := c.Params(name)
	value, err := url.PathUnescape(raw)
	if err != nil || !readable(value) || len(raw) > longestAddress {
		return "", station.Invalid("address_invalid", "网址里有读不懂的字符。")
	}
	return value, nil
}

// date reads a full date from the query.
func date(c *fiber.Ctx, name string, missing station.Date) (station.Date, error) {
	value := station.Date(strings.Clone(c.Query(name)))
	switch {
	case value == "":
		return missing, nil
	case len(value) != len("2006-01-02") || !value.Valid():
		return "", station.Invalid("date_invalid", "%s 读不懂，请写成 2026-01-31。", name)
	}
	return value, nil
}
