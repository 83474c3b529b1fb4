package sheet

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"github.com/xuri/excelize/v2"
)

// makeBook builds a workbook the way another program does.
func makeBook(t testing.TB, fill func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f, "Sheet1")
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func picture(t testing.TB, shade byte) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 30, 40))
	for i := range m.Pix {
		m.Pix[i] = shade
	}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, nil))
	return b.Bytes()
}

func TestReadWorkbook(t *testing.T) {
	data := makeBook(t, func(f *excelize.File, s string) {
		must(t, f.SetCellValue(s, "A1", "花名册"))
		must(t, f.MergeCell(s, "A1", "C1"))
		must(t, f.SetCellValue(s, "B3", 13908880000))
		must(t, f.SetCellValue(s, "C3", 1960.12))
		must(t, f.SetCellRichText(s, "A4", []excelize.RichTextRun{{Text: "吴"}, {Text: "康"}}))
		must(t, f.SetCellBool(s, "B4", true))
		must(t, f.SetRowVisible(s, 4, false))
		_, err := f.NewSheet("说明")
		must(t, err)
		must(t, f.SetSheetVisible("说明", false))
	})
	book, err := Read("a.xlsx", data)
	must(t, err)
	s := book.Sheets[0]
	if len(book.Sheets) != 2 || !book.Sheets[1].Hidden || book.Sheets[1].Name != "说明" || len(s.Rows) != 3 {
		t.Fatalf("book %+v", book)
	}
	for _, c := range []struct {
		row  int
		want Cell
	}{
		{1, Cell{Col: 1, Text: "花名册"}},
		{3, Cell{Col: 2, Text: "13908880000", Number: true}},
		{3, Cell{Col: 3, Text: "1960.12", Number: true}},
		{4, Cell{Col: 1, Text: "吴康"}},
		{4, Cell{Col: 2, Text: "1"}},
		{2, Cell{Col: 1}},
	} {
		if got := s.Row(c.row).At(c.want.Col); got != c.want {
			t.Errorf("row %d: %+v, want %+v", c.row, got, c.want)
		}
	}
	if m, ok := s.Merge(1, 2); !ok || m != (Range{1, 1, 1, 3}) {
		t.Errorf("merge %v %v", m, ok)
	}
	if !s.Row(4).Hidden {
		t.Error("hidden row not marked")
	}
}

func TestNumbersAsPeopleTypedThem(t *testing.T) {
	var w workbook
	old := workbook{date1904: true}
	for _, c := range []struct {
		w          workbook
		value, put string
	}{
		{w, "1960.1199999999999", "1960.12"}, {w, "1.390888E10", "13908880000"}, {w, "27454", "27454"},
		{w, "0.1", "0.1"}, {w, "1e300", "1e300"}, {w, "NaN", "NaN"}, {old, "25992", "27454"}, {old, "1970", "1970"},
	} {
		if got := c.w.number(c.value).Text; got != c.put {
			t.Errorf("number(%s) = %s, want %s", c.value, got, c.put)
		}
	}
}

// Offices format whole columns: a million empty rows are no reason to refuse a roster.
func TestEmptyRowsDoNotCount(t *testing.T) {
	data := makeBook(t, func(f *excelize.File, s string) {
		style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
		must(t, err)
		must(t, f.SetCellStyle(s, "A1", "A25000", style))
		must(t, f.SetCellValue(s, "A25000", "末行"))
	})
	book, err := Read("a.xlsx", data)
	must(t, err)
	if rows := book.Sheets[0].Rows; len(rows) != 1 || rows[0].Number != 25000 {
		t.Errorf("rows %+v", rows)
	}
}

func TestColumnNames(t *testing.T) {
	for col, name := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 703: "AAA"} {
		if got := ColumnName(col); got != name {
			t.Errorf("ColumnName(%d) = %s, want %s", col, got, name)
		}
		if _, back, err := parseRef(name + "7"); err != nil || back != col {
			t.Errorf("parseRef(%s7) = %d, %v", name, back, err)
		}
	}
}
