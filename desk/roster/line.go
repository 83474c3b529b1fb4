package roster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// maxField is how many characters a field may have; more is a text somebody pasted into the wrong cell.
const maxField = 500

// formulaError is what a spreadsheet shows where a formula failed (ECMA-376 18.17.3).
var formulaError = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!)$`)

// line reads one row of the sheet into one Row.
type line struct {
	*reader
	number int
	row    Row
}

// readRow decides whether a row is about a deputy, and reads it.
func (r *reader) readRow(row sheet.Row) {
	l := line{reader: r, number: row.Number, row: Row{Sheet: r.sheet.Name, Number: row.Number}}
	name := r.layout.value(r.sheet, row, Name)
	if column, known := recognise(name.Text); known && column == Name {
		return // the header again, on top of the next printed page
	}
	first := row.Cells[0]
	if s, ok := r.words.titleSeat(first.Text); ok && len(row.Cells) <= 2 && (name.Text == "" || name.Col == first.Col) {
		r.section = &s
		return
	}
	if isVacant(name.Text) {
		l.complain(LeftAlone, Name, "第%d行是空缺的名额，没有读。", l.number)
		return
	}
	person, notes, plausible := cleanName(name.Text)
	switch {
	case name.Text == "" && l.filled(row) >= 3:
		l.complain(Error, Name, "第%d行没有写姓名。", l.number)
		return
	case name.Text == "", !plausible && l.filled(row) <= 1:
		return // signatures and remarks below the table
	case !plausible:
		l.complain(Error, Name, "第%d行 姓名“%s”读不懂。", l.number, shorten(name.Text))
		return
	}
	l.row.Person.Name = person
	for _, note := range notes {
		l.takeNote(note)
	}
	if unprintable(person) {
		l.warn(Name, "姓名“%s”里有显示不出来的字，请换成标准字库里的字。", person)
	}
	l.readCells(row)
	r.rows[row.Number] = len(r.roster.Rows)
	r.roster.Rows = append(r.roster.Rows, l.row)
}

// filled counts the cells of a row that stand under a known heading.
func (l *line) filled(row sheet.Row) int {
	n := 0
	for column := range l.layout.columns {
		if column != Serial && !empty(l.layout.value(l.sheet, row, column).Text) {
			n++
		}
	}
	return n
}

// readCells reads the columns in their order, so that problems come in a fixed one.
func (l *line) readCells(row sheet.Row) {
	for column := Reading; column < Photo; column++ {
		c := l.layout.value(l.sheet, row, column)
		if empty(c.Text) {
			continue
		}
		if formulaError.MatchString(strings.TrimSpace(c.Text)) {
			l.complain(Error, column, "第%d行 %s是公式错误 %s，请改成文字。", l.number, column.Label(), strings.TrimSpace(c.Text))
			continue
		}
		if len([]rune(c.Text)) > maxField {
			l.complain(Error, column, "第%d行 %s太长，有 %d 个字。", l.number, column.Label(), len([]rune(c.Text)))
			continue
		}
		if read := cellReaders[column]; read != nil {
			read(l, c)
		}
	}
	l.joinPost(row)
	if len(l.row.Tiers) > 0 || !empty(l.layout.value(l.sheet, row, Tier).Text) {
		return
	}
	if l.section == nil {
		l.complain(Error, Tier, "第%d行没有写代表层级，请写 市、县、镇 等。", l.number)
		return
	}
	l.takeSeats([]seat{*l.section})
}

// joinPost makes one wording of employer and post where the roster has a column for each.
func (l *line) joinPost(row sheet.Row) {
	unit, post := l.layout.value(l.sheet, row, Unit).Text, l.layout.value(l.sheet, row, Post).Text
	if len(l.row.Person.Posts) > 0 || empty(unit) && empty(post) {
		return
	}
	if empty(unit) {
		unit = ""
	}
	if empty(post) {
		post = ""
	}
	l.row.Person.Posts = posts(tidy(unit) + tidy(post))
}

func posts(text string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n；;", r) }) {
		if part = tidy(part); part != "" && !slices.Contains(all, part) {
			all = append(all, part)
		}
	}
	return all
}

func (l *line) takeSeats(seats []seat) {
	for _, s := range seats {
		l.row.Tiers = append(l.row.Tiers, s.tier)
		if l.roster.Labels[s.tier] == "" {
			l.roster.Labels[s.tier] = s.word + "人大代表"
		}
	}
	slices.SortFunc(l.row.Tiers, func(a, b station.Tier) int { return a.Rank() - b.Rank() })
}

func (l *line) complain(kind Kind, column Column, sentence string, args ...any) {
	l.roster.Problems = append(l.roster.Problems, Problem{Kind: kind, Sheet: l.sheet.Name, Row: l.number,
		Column: l.layout.letters(column), Sentence: fmt.Sprintf(sentence, args...)})
}

// warn says something about a row that does not stop the import.
func (l *line) warn(column Column, sentence string, args ...any) {
	l.complain(Warning, column, "第%d行 "+sentence, append([]any{l.number}, args...)...)
}

func shorten(text string) string {
	if runes := []rune(tidy(text)); len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return tidy(text)
}
