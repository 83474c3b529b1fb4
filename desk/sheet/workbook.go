package sheet

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"lianzhan/station"
)

// workbook holds what all sheets of one file share.
type workbook struct {
	*archive
	part     string
	links    relations
	strings  []string
	date1904 bool
	images   cellImages
	filled   int // cells with text so far
}

// readWorkbook reads an xlsx file (ECMA-376, SpreadsheetML).
func readWorkbook(data []byte) (Book, error) {
	a, err := openArchive(data)
	if err != nil {
		return Book{}, err
	}
	root, err := a.relations("")
	if err != nil {
		return Book{}, err
	}
	w := workbook{archive: a, part: root.one("officeDocument", "xl/workbook.xml")}
	if !a.has(w.part) || strings.HasSuffix(w.part, ".bin") {
		return Book{}, notWorkbook()
	}
	if w.links, err = a.relations(w.part); err != nil {
		return Book{}, err
	}
	if err := w.readStrings(); err != nil {
		return Book{}, err
	}
	if w.images, err = a.cellImages(w.links); err != nil {
		return Book{}, err
	}
	return w.readSheets()
}

func notWorkbook() error {
	return station.Invalid("file_not_xlsx", "这不是 xlsx 表格。请用 Excel 或 WPS 把花名册另存为 xlsx 再导入。")
}

func (w *workbook) readSheets() (Book, error) {
	var book Book
	err := w.walk(w.part, func(_ *xml.Decoder, start xml.StartElement) error {
		switch start.Name.Local {
		case "workbook":
			if !strings.Contains(start.Name.Space, "spreadsheetml") {
				return notWorkbook()
			}
		case "workbookPr":
			w.date1904 = truth(attr(start, "date1904"))
		case "sheet":
			s := Sheet{Name: attr(start, "name"), Hidden: strings.Contains(strings.ToLower(attr(start, "state")), "hidden")}
			if link := w.links[attr(start, "id")]; path.Base(link.Type) == "worksheet" { // not a chart on a sheet of its own
				if err := w.readSheet(link.resolved, &s); err != nil {
					return err
				}
			}
			book.Sheets = append(book.Sheets, s)
		}
		return nil
	})
	if err == nil && len(book.Sheets) == 0 {
		err = notWorkbook()
	}
	return book, err
}

func truth(s string) bool { return s == "1" || s == "true" || s == "on" }

// lineEnds undoes the escape of a carriage return (ECMA-376 22.9.2.19) and unifies line ends.
var lineEnds = strings.NewReplacer("_x000D_", "", "\r\n", "\n", "\r", "\n")

func cleanText(s string) string {
	s = lineEnds.Replace(s)
	if len(s) > MaxText {
		s = s[:MaxText]
	}
	return strings.ToValidUTF8(s, "")
}

func (w *workbook) readStrings() error {
	part := w.links.one("sharedStrings", "xl/sharedstrings.xml")
	return w.walk(part, func(d *xml.Decoder, start xml.StartElement) error {
		if start.Name.Local != "si" {
			return nil
		}
		found, err := texts(d, start)
		if len(w.strings) >= maxCells {
			return bomb()
		}
		w.strings = append(w.strings, cleanText(found["t"]))
		return err
	})
}

// parseRef reads "AB12" as row 12, column 28.
func parseRef(ref string) (row, col int, err error) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		col = col*26 + int(ref[i]-'A') + 1
	}
	row, err = strconv.Atoi(ref[i:])
	if err != nil || i == 0 || row < 1 || row > 1<<20 || col > 1<<14 {
		return 0, 0, errors.New("cell reference " + strconv.Quote(ref))
	}
	return row, col, nil
}

// parseRange reads "A1:O1"; a single cell is a range of itself.
func parseRange(ref string) (Range, error) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = from
	}
	top, left, err := parseRef(from)
	if err != nil {
		return Range{}, err
	}
	bottom, right, err := parseRef(to)
	return Range{top, left, bottom, right}, err
}

// ColumnName is the letters over a column: 1 is A, 28 is AB.
func ColumnName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}
