package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lianzhan/station"
	"lianzhan/web/table"
)

// plainNumber is text a spreadsheet takes for a number, and may have shortened when it wrote the file.
var plainNumber = regexp.MustCompile(`^\s*\d+(\.\d+)?\s*$`)

// readCSV reads text with commas, semicolons or tabs, in UTF-8, UTF-16 with a mark, or GB 18030.
func readCSV(name string, data []byte) (Book, error) {
	text, err := decodeText(data)
	if err != nil {
		return Book{}, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // old Macintosh line ends
	}
	s := Sheet{Name: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))}
	r := newCSV(text, separator(text))
	inside := 0 // line ends inside cells so far
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return Book{Sheets: []Sheet{s}}, nil
		}
		if err != nil {
			return Book{}, broken(err)
		}
		line, _ := r.FieldPos(0)
		row := Row{Number: line - inside} // as a spreadsheet numbers it: empty lines count, lines inside a cell do not
		for i, field := range fields[:min(len(fields), MaxCols)] {
			inside += strings.Count(field, "\n")
			if field = cleanText(table.Unguard(field)); strings.TrimSpace(field) != "" {
				row.Cells = append(row.Cells, Cell{Col: i + 1, Text: field, Number: plainNumber.MatchString(field)})
			}
		}
		if len(row.Cells) == 0 {
			continue
		}
		if len(s.Rows) == MaxRows {
			return Book{}, station.Invalid("sheet_too_long", "表格超过了 %d 行，不像一份花名册，没有读。", MaxRows)
		}
		s.Rows = append(s.Rows, row)
	}
}

func newCSV(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	return r
}

// separator is the sign that cuts the largest share of the first lines alike, then the one that makes more cells;
// words inside a cell hold any of the three, but not on every line. The comma wins a draw.
func separator(text string) rune {
	const sample = 64 << 10
	if len(text) > sample {
		text = text[:sample]
	}
	best, share, most := ',', 0.0, 0
	for _, comma := range []rune{',', ';', '\t'} {
		if s, cells := alike(newCSV(text, comma)); s > share || s == share && cells > most {
			best, share, most = comma, s, cells
		}
	}
	return best
}

// alike is the share of the first 30 lines that have the width seen most often, of lines cut at all, and that width.
func alike(r *csv.Reader) (share float64, width int) {
	lines, widths := 0, map[int]int{}
	for range 30 {
		fields, err := r.Read()
		if err != nil {
			break
		}
		if lines++; len(fields) > 1 {
			widths[len(fields)]++
		}
	}
	for cells, n := range widths {
		if s := float64(n) / float64(lines); s > share || s == share && cells > width {
			share, width = s, cells
		}
	}
	return share, width
}

// decodeText makes UTF-8 of the bytes. GB 18030 comes last, because it would accept almost anything.
func decodeText(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeWide(data[2:], 0), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeWide(data[2:], 1), nil
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", notTable(nil)
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", notTable(errors.Join(err, errors.New("neither UTF-8 nor GB 18030")))
	}
	return string(text), nil
}

// decodeWide reads UTF-16; low is where the low byte of each unit stands.
func decodeWide(data []byte, low int) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i+low])|uint16(data[i+1-low])<<8)
	}
	return string(utf16.Decode(units))
}

func notTable(cause error) error {
	return station.Invalid("file_not_table", "这不是表格，或者文字编码认不出。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。").Because(cause)
}
