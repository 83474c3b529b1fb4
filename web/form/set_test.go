package form

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"lianzhan/station/matter"
)

// pages reads the words of each page back out of an uncompressed PDF.
func pages(t *testing.T, sheets ...Sheet) []string {
	t.Helper()
	s, err := typeset(sheets, false)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, part := range strings.Split(out.String(), "\nstream\n") {
		body, _, found := strings.Cut(part, "\nendstream")
		if found && strings.Contains(body, "BT ") {
			all = append(all, shown(body))
		}
	}
	return all
}

var drawn = regexp.MustCompile(`(?s)Td \((.*?[^\\]|(?:\\\\)+)\) Tj ET`)

func shown(body string) string {
	var text strings.Builder
	for _, m := range drawn.FindAllStringSubmatch(body, -1) {
		raw := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(m[1])
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
		}
		text.WriteString(string(utf16.Decode(units)))
	}
	return text.String()
}

func TestTheWholeMatterIsOnPaper(t *testing.T) {
	sheet := MatterSheet(sampleCase())
	paper := strings.Join(pages(t, sheet), "")
	for _, block := range sheet.Blocks {
		for _, row := range block.Rows {
			for _, cell := range row {
				for _, words := range []string{cell.Label, cell.Text, cell.Sign} {
					for _, line := range strings.FieldsFunc(words, func(r rune) bool { return r == '\n' || r == ' ' || r == '　' }) {
						if !holds(paper, line) {
							t.Errorf("%s: %q is not on paper", block.Name, line)
						}
					}
				}
			}
		}
	}
}

// holds looks for words whatever lines they were broken into; what stands between two lines of a cell is other cells.
func holds(paper, words string) bool {
	for part := range strings.SplitSeq(words, "") {
		if !strings.Contains(paper, part) {
			return false
		}
	}
	head := []rune(words)
	return strings.Contains(paper, string(head[:min(len(head), 4)]))
}

func TestLongWordsRunOverPages(t *testing.T) {
	c := sampleCase()
	c.Told = []matter.Told{{Words: strings.Repeat("一二三四五六七八九十", 200)}}
	long := pages(t, MatterSheet(c))
	short := pages(t, MatterSheet(sampleCase()))
	if len(long) <= len(short) {
		t.Errorf("2,000 characters took %d pages, a few took %d", len(long), len(short))
	}
	paper := strings.Join(long, "")
	if n := strings.Count(paper, "一") + strings.Count(paper, "十"); n < 400 {
		t.Errorf("of 400 characters %d are on paper", n)
	}
	for i, page := range long {
		if !strings.Contains(page, "共 "+string(rune('0'+len(long)))+" 页") {
			t.Errorf("page %d does not say how many there are", i+1)
		}
		if i > 0 && !strings.Contains(page, "选民反映情况处理单（续）") {
			t.Errorf("page %d does not say what it continues", i+1)
		}
	}
}

func TestTheHeadOfATableStandsOnEveryPage(t *testing.T) {
	c := sampleCase()
	for range 60 {
		c.Lines = append(c.Lines, Line{Type: "verified", Title: "核实", At: noon, By: "联络员", Text: "再核一次", Applied: true})
	}
	for i, page := range pages(t, MatterSheet(c)) {
		if strings.Contains(page, "再核一次") && !strings.Contains(page, "时间事项经办人内容") {
			t.Errorf("page %d of the table has no head", i+1)
		}
	}
}

func TestAMissingGlyphIsWrittenAsItsCode(t *testing.T) {
	c := sampleCase()
	c.Contact = &matter.Contact{Name: "王𬱖喆㐂"}
	paper := strings.Join(pages(t, MatterSheet(c)), "")
	for _, want := range []string{"王", "[U+2CC56]", "喆㐂", "请用笔补写"} {
		if !strings.Contains(paper, want) {
			t.Errorf("%q is not on paper", want)
		}
	}
}

func TestRareNamesHaveLetters(t *testing.T) {
	l, err := unpackLetters()
	if err != nil {
		t.Fatal(err)
	}
	const names = "喆垚赟堃翀玥彧瑀㐂龘犇骉昇旻頔珺璟䶮䲟婳祎"
	if got := l.drawable(names + "Aa09—“”…·①℃×☎□☑"); strings.Contains(got, "[U+") {
		t.Errorf("no letters for some of %s", got)
	}
}

func TestMarksThatSteerReadingAreLeftOut(t *testing.T) {
	if got := plain("张\u202e三\u200b\t李\x00\ufe0f\r\n四"); got != "张三 李\n四" {
		t.Errorf("plain = %q", got)
	}
}

func TestSmallPrintIsNotWorthASheet(t *testing.T) {
	for rows := 27; rows < 32; rows++ {
		s := Sheet{Title: "表", Notes: []string{"一行小字。"}, Blocks: []Block{{Rows: make([]Row, rows)}}}
		for i := range s.Blocks[0].Rows {
			s.Blocks[0].Rows[i] = Row{{Text: "格", Span: Columns}}
		}
		all := pages(t, s)
		if last := all[len(all)-1]; !strings.Contains(last, "一行小字。") || !strings.Contains(last, "格") {
			t.Errorf("%d rows: the last of %d pages holds nothing but small print: %s", rows, len(all), last)
		}
	}
}
