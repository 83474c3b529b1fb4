// Package roster reads what a roster of deputies (代表花名册) says, row by row, the way offices keep them: any order of
// columns, titles above, totals below, merged cells, and every spelling of months, telephones and tiers. It decides
// nothing about what is already kept.
package roster

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"lianzhan/desk/portrait"
	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// Row is one line about one deputy.
type Row struct {
	Sheet     string
	Number    int
	Person    station.Deputy // what the line says of the person; no ids, no memberships
	Published *bool          // whether the telephone may be shown, where the line says so
	Tiers     []station.Tier // widest first
	Area      string
	Congress  string // 届次
	Start     station.Date
	End       station.Date
	Groups    []string
	Stations  []string
	Portrait  *portrait.Portrait
}

// Roster is all that was read, with what is wrong with it.
type Roster struct {
	Rows        []Row
	Problems    []Problem
	HighestOnly bool                    // a note says that only the highest tier of each deputy is given
	Labels      map[station.Tier]string // how the roster words the tiers
}

// Read reads every sheet of a book that has a header with names. A book without one is an error; what is wrong with
// single rows is in the problems.
func Read(ctx context.Context, book sheet.Book, words Wording) (Roster, error) {
	out := Roster{Labels: map[station.Tier]string{}}
	faces := album{kept: map[albumKey]*portrait.Portrait{}}
	found := false
	for _, s := range book.Sheets {
		out.HighestOnly = out.HighestOnly || givesHighest(s)
		l, ok := findLayout(s)
		if !ok {
			if len(s.Rows) > 0 {
				out.leave(s, fmt.Sprintf("前 %d 行里没有带“姓名”的表头，这张工作表没有读。", scanRows))
			}
			continue
		}
		if s.Hidden {
			out.leave(s, "这张工作表是隐藏的，没有读。")
			continue
		}
		found = true
		r := reader{roster: &out, sheet: s, layout: l, words: words}
		r.read()
		if err := faces.place(ctx, &r); err != nil {
			return out, err
		}
	}
	switch {
	case !found:
		return out, station.Invalid("roster_header_missing",
			"没有找到表头：前 %d 行里要有一行写着“姓名”和别的栏目，例如“代表层级”“联系电话”。", scanRows)
	case len(out.Rows) == 0 && len(out.Problems) == 0:
		return out, station.Invalid("roster_empty", "表头下面没有代表。")
	}
	return out, nil
}

func (o *Roster) leave(s sheet.Sheet, sentence string) {
	o.Problems = append(o.Problems, Problem{Kind: LeftAlone, Sheet: s.Name, Sentence: sentence})
}

// givesHighest looks for the note offices print with the form: 代表层级填写最高一级.
func givesHighest(s sheet.Sheet) bool {
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			if text := noBlanks(c.Text); strings.Contains(text, "最高一级") || strings.Contains(text, "最高层级") ||
				strings.Contains(text, "最高级别") {
				return true
			}
		}
	}
	return false
}

// reader goes through the rows of one sheet.
type reader struct {
	roster  *Roster
	sheet   sheet.Sheet
	layout  layout
	words   Wording
	section *seat // the tier the title or the last section line was about
	rows    map[int]int
}

var (
	total      = regexp.MustCompile(`^(合计|总计|共计|小计|总人数|累计)`)
	totalCount = regexp.MustCompile(`(\d+)[人名位]`)
)

func (r *reader) read() {
	r.rows = map[int]int{}
	for _, c := range r.layout.unknown {
		r.roster.Problems = append(r.roster.Problems, Problem{Kind: LeftAlone, Sheet: r.sheet.Name, Row: r.layout.bottom,
			Column: sheet.ColumnName(c.Col), Sentence: fmt.Sprintf("“%s”一栏没有读。", tidy(c.Text))})
	}
	r.readTitle()
	before, declared := len(r.roster.Rows), 0
	for _, row := range r.sheet.Rows {
		if row.Number <= r.layout.bottom {
			continue
		}
		if first := noBlanks(narrow(row.Cells[0].Text)); total.MatchString(first) {
			if m := totalCount.FindStringSubmatch(first); m != nil && !strings.HasPrefix(first, "小计") {
				declared, _ = strconv.Atoi(m[1]) // digits; a number too long is no total
			}
			continue
		}
		r.readRow(row)
	}
	if read := len(r.roster.Rows) - before; declared > 0 && declared != read {
		r.roster.Problems = append(r.roster.Problems, Problem{Kind: Warning, Sheet: r.sheet.Name,
			Sentence: fmt.Sprintf("表里写着合计 %d 人，读到的是 %d 行。", declared, read)})
	}
}

// readTitle takes the tier from the title or the sheet's name where no column gives it.
func (r *reader) readTitle() {
	if len(r.layout.columns[Tier]) > 0 {
		return
	}
	titles := []string{}
	for _, row := range r.sheet.Rows {
		if row.Number < r.layout.top {
			titles = append(titles, row.Cells[0].Text)
		}
	}
	for _, title := range append(titles, r.sheet.Name) {
		if s, ok := r.words.titleSeat(title); ok {
			r.section = &s
			r.roster.Problems = append(r.roster.Problems, Problem{Kind: Warning, Sheet: r.sheet.Name, Row: r.layout.top,
				Sentence: fmt.Sprintf("表里没有“代表层级”一栏，按标题“%s”都算%s人大代表。", tidy(title), s.word)})
			return
		}
	}
}
