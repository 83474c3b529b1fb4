package sheet

import (
	"encoding/xml"
	"errors"
	"sort"
	"strconv"
	"strings"

	"lianzhan/station"
)

const (
	maxMerges = 10_000    // looking one up goes through all
	maxCells  = 1_000_000 // filled ones in a file
)

// sheetReader builds one sheet while its part streams by.
type sheetReader struct {
	*workbook
	sheet   *Sheet
	row     Row
	col     int
	drawing string
}

// readSheet streams one worksheet part into s.
func (w *workbook) readSheet(part string, s *Sheet) error {
	r := sheetReader{workbook: w, sheet: s}
	if err := w.walk(part, r.element); err != nil {
		return err
	}
	if err := r.endRow(); err != nil {
		return err
	}
	sort.SliceStable(s.Rows, func(i, j int) bool { return s.Rows[i].Number < s.Rows[j].Number })
	return w.readDrawing(part, r.drawing, s)
}

func (r *sheetReader) element(d *xml.Decoder, start xml.StartElement) error {
	switch start.Name.Local {
	case "row":
		return r.startRow(start)
	case "c":
		return r.addCell(d, start)
	case "mergeCell":
		m, err := parseRange(attr(start, "ref"))
		if err != nil || len(r.sheet.Merges) >= maxMerges {
			return errors.Join(err, errors.New("merged cells"))
		}
		r.sheet.Merges = append(r.sheet.Merges, m)
	case "drawing":
		r.drawing = attr(start, "id")
	}
	return nil
}

// startRow begins a row; its number may be left out and then follows the one before.
func (r *sheetReader) startRow(start xml.StartElement) error {
	number := r.row.Number + 1
	if err := r.endRow(); err != nil {
		return err
	}
	if written := attr(start, "r"); written != "" {
		var err error
		if number, err = strconv.Atoi(written); err != nil || number < 1 || number > 1<<20 {
			return errors.New("row number " + strconv.Quote(written))
		}
	}
	height, _ := strconv.ParseFloat(attr(start, "ht"), 64) // absent: the usual height
	r.row, r.col = Row{Number: number, Hidden: truth(attr(start, "hidden")), Height: height}, 0
	return nil
}

// endRow keeps the row if anything stands in it: offices format whole columns down to row 1,048,576.
func (r *sheetReader) endRow() error {
	cells := r.row.Cells
	if len(cells) == 0 {
		return nil
	}
	if len(r.sheet.Rows) == MaxRows {
		return station.Invalid("sheet_too_long", "工作表“%s”超过了 %d 行，不像一份花名册，没有读。", r.sheet.Name, MaxRows)
	}
	sort.SliceStable(cells, func(i, j int) bool { return cells[i].Col < cells[j].Col })
	r.sheet.Rows = append(r.sheet.Rows, r.row)
	return nil
}

func (r *sheetReader) addCell(d *xml.Decoder, start xml.StartElement) error {
	if r.row.Number == 0 {
		return errors.New("a cell before the first row")
	}
	col := r.col + 1
	if ref := attr(start, "r"); ref != "" {
		var err error
		if _, col, err = parseRef(ref); err != nil {
			return err
		}
	}
	r.col = col
	found, err := texts(d, start)
	if err != nil || col > MaxCols {
		return err
	}
	if picture, ok := r.inCell(start, found); ok {
		if picture.Row, picture.Col = r.row.Number, col; len(r.sheet.Pictures) < MaxRows {
			r.sheet.Pictures = append(r.sheet.Pictures, picture)
		}
		return nil
	}
	cell, err := r.cell(attr(start, "t"), found)
	if cell.Col = col; err != nil || strings.TrimSpace(cell.Text) == "" {
		return err
	}
	if r.filled++; r.filled > maxCells {
		return bomb()
	}
	r.row.Cells = append(r.row.Cells, cell)
	return nil
}

// cell reads the value of a cell by its type (ECMA-376 18.18.11).
func (w *workbook) cell(kind string, found map[string]string) (Cell, error) {
	value := found["v"]
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if value == "" {
			return Cell{}, nil
		}
		if err != nil || i < 0 || i >= len(w.strings) {
			return Cell{}, errors.New("shared string " + strconv.Quote(value))
		}
		return Cell{Text: w.strings[i]}, nil
	case "inlineStr":
		return Cell{Text: cleanText(found["t"])}, nil
	case "", "n":
		return w.number(value), nil
	}
	return Cell{Text: cleanText(value)}, nil
}

// number shows a number the way a person typed it: spreadsheets store 1960.12 as 1960.1199999999999 and keep 15 digits.
func (w *workbook) number(value string) Cell {
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return Cell{Text: cleanText(value)}
	}
	const firstLikelyDate = 10_000 // 1927; below it a number is a year or a count
	if w.date1904 && f >= firstLikelyDate && f < 100_000 {
		f += 1462 // the days between the two calendars a workbook may count from
	}
	if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err != nil || f > 1e21 || f < -1e21 {
		return Cell{Text: cleanText(value)}
	}
	return Cell{Text: strconv.FormatFloat(f, 'f', -1, 64), Number: true}
}
