package sheet

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// FuzzReadSheet feeds files nobody made on purpose: the reader may refuse, never panic or grow past its bounds.
func FuzzReadSheet(f *testing.F) {
	f.Add(makeBook(f, func(x *excelize.File, s string) {
		must(f, x.SetCellValue(s, "A1", "姓名"))
		must(f, x.AddPictureFromBytes(s, "B2", &excelize.Picture{Extension: ".jpg", File: picture(f, 9)}))
	}))
	f.Add([]byte("姓名,电话\n吴康,139\n"))
	f.Add([]byte("\xff\xfeA\x00"))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := Read("a", data)
		if err != nil {
			if code := codeOf(err); len(code) > 40 {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		for _, s := range book.Sheets {
			check(t, s)
		}
	})
}

// FuzzWorksheet feeds the XML of a sheet inside a sound file, which a fuzzer of whole files never reaches.
func FuzzWorksheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1" ht="20"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>a</t></is></c></row></sheetData>` +
		`<mergeCells><mergeCell ref="A1:B2"/></mergeCells><drawing r:id="rId1"/></worksheet>`)
	f.Add(`<worksheet><row><c><f>DISPIMG("a",1)</f></c><c vm="1" t="e"><v>#VALUE!</v></c></row></worksheet>`)
	f.Add(`<c><v>0</v></c>`)
	f.Fuzz(func(t *testing.T, text string) {
		a, err := openArchive([]byte(zipOf(t, "sheet.xml", text)))
		must(t, err)
		s := Sheet{Name: "a"}
		if err := (&workbook{archive: a, strings: []string{"姓名"}}).readSheet("sheet.xml", &s); err == nil {
			check(t, s)
		}
	})
}

func check(t *testing.T, s Sheet) {
	if len(s.Rows) > MaxRows {
		t.Fatalf("%d rows", len(s.Rows))
	}
	for _, row := range s.Rows {
		if len(row.Cells) == 0 || row.Number < 1 {
			t.Fatalf("row %+v", row)
		}
		s.Merge(row.Number, row.Cells[0].Col)
	}
	for _, p := range s.Pictures {
		if data, err := p.Data(); err == nil && len(data) > maxPicture {
			t.Fatalf("picture of %d bytes", len(data))
		}
	}
}
