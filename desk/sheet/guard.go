package sheet

import (
	"encoding/csv"
	"io"
	"strings"
)

// guarded are the first characters that make a spreadsheet run a CSV cell as a formula, and the apostrophe that
// stands for the guard itself (OWASP, CSV injection).
const guarded = "=+-@\t\r'"

// guard puts an apostrophe before text a spreadsheet would run.
func guard(text string) string {
	if text != "" && strings.ContainsRune(guarded, rune(text[0])) {
		return "'" + text
	}
	return text
}

// unguard takes the apostrophe of guard away again.
func unguard(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(guarded, rune(text[1])) {
		return text[1:]
	}
	return text
}

// WriteCSV writes rows as UTF-8 with a byte order mark, which Excel needs to tell it from GB 18030. Read gives back
// the same text.
func WriteCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = guard(text)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
