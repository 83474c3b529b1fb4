package kiosk

import (
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lianzhan/station"
)

// filter is which deputies a list is asked for. Empty fields let everybody through.
type filter struct {
	words          string // what somebody typed
	tier           station.Tier
	group, station string // id or name
	village, area  string // name
	letter         string // initial of the surname
	part           part
}

func filterOf(c *fiber.Ctx) (filter, error) {
	var f filter
	var err error
	for _, field := range [...]struct {
		name  string
		value *string
	}{
		{"q", &f.words}, {"group", &f.group}, {"station", &f.station}, {"village", &f.village}, {"area", &f.area},
		{"letter", &f.letter},
	} {
		if *field.value, err = text(c, field.name); err != nil {
			return f, err
		}
	}
	f.letter = strings.ToUpper(f.letter)
	if len(f.letter) > 1 {
		return f, station.Invalid("letter_invalid", "letter 只能写一个字母。")
	}
	f.tier = station.Tier(c.Query("tier"))
	if f.tier != "" && !f.tier.Valid() {
		return f, station.Invalid("tier_invalid", "tier 可用 national、provincial、prefecture、county、township。")
	}
	f.part, err = partOf(c, usualLimit)
	return f, err
}

// hitLists lends memory for search results.
var hitLists = sync.Pool{New: func() any { return new([]int) }}

// deputyList answers GET /api/v1/deputies: in the order of the roster, or of relevance when words are given.
func (e *edition) deputyList(c *fiber.Ctx) (*page, error) {
	f, err := filterOf(c)
	if err != nil {
		return nil, err
	}
	hits := hitLists.Get().(*[]int)
	defer hitLists.Put(hits)
	*hits = e.matching((*hits)[:0], &f)
	from, to := f.part.cut(len(*hits))
	items := make([][]byte, 0, to-from)
	for _, at := range (*hits)[from:to] {
		item, err := e.itemOf(&e.roll[at])
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return printed(mimeJSON, joinItems(len(*hits), items)), nil
}

// matching appends the lines of the roll a filter lets through.
func (e *edition) matching(lines []int, f *filter) []int {
	if f.words != "" {
		lines = e.index().Append(lines, f.words)
	} else {
		for line := range e.roll {
			lines = append(lines, line)
		}
	}
	if f.open() {
		return lines
	}
	return slices.DeleteFunc(lines, func(line int) bool { return !e.fits(e.serving[line], f) })
}

// open reports whether nothing but words is asked for.
func (f *filter) open() bool {
	return f.tier == "" && f.group == "" && f.station == "" && f.village == "" && f.area == "" && f.letter == ""
}

func (e *edition) fits(d *facts, f *filter) bool {
	return (f.tier == "" || slices.Contains(d.tiers, f.tier)) &&
		(f.group == "" || d.group == f.group || e.groupName(d.group) == f.group) &&
		(f.station == "" || d.station == f.station || e.stationName(d.station) == f.station) &&
		(f.village == "" || d.deputy.KnownIn(f.village)) &&
		(f.area == "" || slices.Contains(d.areas, f.area)) &&
		(f.letter == "" || d.initial == f.letter)
}
