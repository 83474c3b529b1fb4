package sheet

import (
	"bytes"
	"fmt"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"lianzhan/web/table"
)

func TestCSVEncodingsAndSeparators(t *testing.T) {
	const text = "姓名,备注\n吴康,\"一,二；三\"\n䶮飞,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	must(t, err)
	utf16 := "\xff\xfe" + string(wide(text))
	for name, data := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\ufeff" + text, "GB 18030": gb, "UTF-16": utf16,
		"semicolons":     "姓名;备注\n吴康;一,二；三\n䶮飞;\n",
		"tabs":           "姓名\t备注\r\n吴康\t一,二；三\r\n䶮飞\t\r\n",
		"old Macintosh":  "姓名,备注\r吴康,\"一,二；三\"\r䶮飞,\r",
		"quotes inside":  "姓名,备注\n吴康,一\",二；三\n䶮飞,\n",
		"trailing blank": "姓名,备注\n吴康,\"一,二；三\"\n䶮飞,\n\n \n",
	} {
		book, err := Read("代表.csv", []byte(data))
		must(t, err)
		s := book.Sheets[0]
		if s.Name != "代表" || len(s.Rows) != 3 || s.Row(2).At(1).Text != "吴康" || s.Row(3).At(1).Text != "䶮飞" {
			t.Errorf("%s: %+v", name, s)
		}
		if note := s.Row(2).At(2).Text; note != "一,二；三" && name != "quotes inside" {
			t.Errorf("%s: note %q", name, note)
		}
	}
}

func TestCSVRowsAreNumberedAsASpreadsheetWould(t *testing.T) {
	book, err := Read("a.csv", []byte("姓名,备注\n\n吴康,\"两\n行\"\n\n\n何兰,x\n"))
	must(t, err)
	var numbers []int
	for _, row := range book.Sheets[0].Rows {
		numbers = append(numbers, row.Number)
	}
	if fmt.Sprint(numbers) != "[1 3 6]" {
		t.Errorf("rows %v", numbers)
	}
}

func TestCSVTooLong(t *testing.T) {
	if _, err := Read("a.csv", bytes.Repeat([]byte("姓名,1\n"), MaxRows+1)); codeOf(err) != "sheet_too_long" {
		t.Error(err)
	}
}

// Text a spreadsheet would run as a formula leaves guarded and comes back as it was.
func TestGuardIsUndone(t *testing.T) {
	for text, kept := range map[string]string{"=1+1": "'=1+1", "-": "'-", "@x": "'@x", "'=x": "''=x", "吴康": "吴康", "": ""} {
		if table.Guard(text) != kept || table.Unguard(kept) != text {
			t.Errorf("guard(%q) = %q, back %q", text, table.Guard(text), table.Unguard(kept))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("=+-@'\t\"; ,\n姓a"))).Draw(t, "text")
		var b bytes.Buffer
		if err := table.WriteCSV(&b, [][]string{{"姓名", "备注", "尾"}, {"吴康", text, "尾"}}); err != nil {
			t.Fatal(err)
		}
		book, err := Read("a.csv", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		row := book.Sheets[0].Row(2)
		if got := row.At(2).Text; got != text && (got != "" || len(bytes.TrimSpace([]byte(text))) > 0) || row.At(3).Text != "尾" {
			t.Fatalf("%q came back as %q", text, got)
		}
	})
}
