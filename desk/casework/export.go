package casework

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianzhan/desk/audit"
	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/table"
)

// mostExported is how many rows one file holds.
const mostExported = 20_000

// column is one column of an export. None has anything of a voter in it.
type column struct {
	name, label string
	cell        func(row casebook.Row) string
}

var columns = []column{
	{"number", "编号", func(r casebook.Row) string { return r.Number }},
	{"title", "标题", func(r casebook.Row) string { return r.Title }},
	{"site", "联络站", func(r casebook.Row) string { return r.Site }},
	{"category", "类别", func(r casebook.Row) string { return r.CategoryLabel }},
	{"label", "状态", func(r casebook.Row) string { return r.Label }},
	{"grade", "紧急程度", func(r casebook.Row) string { return matter.Grades.Label(r.Grade) }},
	{"channel", "渠道", func(r casebook.Row) string { return matter.Channels.Label(r.Channel) }},
	{"village", "村社区", func(r casebook.Row) string { return r.Village }},
	{"place", "地点", func(r casebook.Row) string { return r.Place }},
	{"unit", "承办单位", func(r casebook.Row) string { return r.Unit }},
	{"received_on", "收到日期", func(r casebook.Row) string { return string(r.ReceivedOn) }},
	{"step", "下一步", func(r casebook.Row) string { return dueWord(r, func(d *casebook.Due) string { return d.Label }) }},
	{"due", "期限", func(r casebook.Row) string { return dueWord(r, func(d *casebook.Due) string { return string(d.Due) }) }},
	{"days_left", "还剩天数", func(r casebook.Row) string {
		return dueWord(r, func(d *casebook.Due) string { return strconv.Itoa(d.DaysLeft) })
	}},
	{"deputies", "代表", func(r casebook.Row) string { return names(r.Deputies) }},
	{"people", "涉及人数", func(r casebook.Row) string { return count(r.People) }},
	{"me_too", "附议人数", func(r casebook.Row) string { return count(r.MeToo) }},
	{"urges", "催办次数", func(r casebook.Row) string { return count(r.Urges) }},
	{"public", "公开", func(r casebook.Row) string { return publicLabels[r.Public] }},
	{"written_by", "代录人", func(r casebook.Row) string { return r.WrittenBy }},
	{"satisfaction", "满意度", func(r casebook.Row) string { return r.Satisfaction.Label() }},
}

var publicLabels = map[string]string{"draft": "待审核", "shown": "已公开"}

func dueWord(r casebook.Row, word func(*casebook.Due) string) string {
	if r.Due == nil {
		return ""
	}
	return word(r.Due)
}

func names(people []casebook.Named) string {
	list := make([]string, len(people))
	for i, p := range people {
		list[i] = p.Name
	}
	return strings.Join(list, "、")
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// export sends the rows a person sees as a CSV file. The line in the audit comes first.
func (r *Room) export(c *fiber.Ctx) error {
	q, err := queryOf(c)
	if err != nil {
		return err
	}
	q.Offset, q.Limit = 0, mostExported
	chosen, err := r.chosenColumns(c.Query("columns"))
	if err != nil {
		return err
	}
	who := door.WhoOf(c)
	page, err := r.book.List(casebook.ScopeOf(who), q)
	if err != nil {
		return err
	}
	if page.Total > mostExported {
		return station.Invalid("export_too_long", "超过 %d 行，请先筛选。", mostExported)
	}
	var out bytes.Buffer
	if err := table.WriteCSV(&out, rowsOf(page.Items, chosen)); err != nil {
		return err
	}
	if err := audit.Write(c.UserContext(), r.store, who.Actor(), audit.Line{What: audit.Exported, Name: who.Name,
		Address: who.Address, Kind: station.KindMatter, Detail: fmt.Sprintf("%d 行", len(page.Items))}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="matters-%s.csv"`, station.DateOf(r.store.Now().Time)))
	return c.Send(out.Bytes())
}

// chosenColumns are the columns somebody asked for, all without a word. A station alone has no column for stations.
func (r *Room) chosenColumns(asked string) ([]column, error) {
	if asked == "" {
		return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.name == "site" && !r.stand.County }), nil
	}
	var chosen []column
	for name := range strings.SplitSeq(asked, ",") {
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if i < 0 {
			return nil, station.Invalid("column_unknown", "没有“%s”这一列。", strings.Clone(name))
		}
		chosen = append(chosen, columns[i])
	}
	return chosen, nil
}

func rowsOf(rows []casebook.Row, chosen []column) [][]string {
	header := make([]string, len(chosen))
	for i, c := range chosen {
		header[i] = c.label
	}
	lines := [][]string{header}
	for _, row := range rows {
		cells := make([]string, len(chosen))
		for i, c := range chosen {
			cells[i] = c.cell(row)
		}
		lines = append(lines, cells)
	}
	return lines
}
