package table

import (
	"encoding/csv"
	"io"
	"strings"
)

// guarded are the first characters that make a spreadsheet run a CSV cell as a formula, and the apostrophe that
// stands for the guard itself (OWASP, CSV injection).
const guarded = "=+-@\t\r'"

// Guard puts an apostrophe before text a spreadsheet would run.
func Guard(text string) string {
	if text != "" && strings.ContainsRune(guarded, rune(text[0])) {
		return "'" + text
	}
	return text
}

// Unguard takes the apostrophe of Guard away again.
func Unguard(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(guarded, rune(text[1])) {
		return text[1:]
	}
	return text
}

// WriteCSV writes rows as UTF-8 with a byte order mark, which Excel needs to tell it from GB 18030.
func WriteCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = Guard(text)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
