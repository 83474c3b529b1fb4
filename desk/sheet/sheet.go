// Package sheet reads tables of cells and pictures out of the files offices send: xlsx from Excel and WPS, and CSV in
// the encodings in use. It knows nothing of deputies.
//
// The reader of xlsx is our own and streams, because the file comes from anybody and the box is small: every size is
// bounded while it is read, and nothing stays in memory for the months between two imports.
package sheet

import (
	"bytes"
	"sort"
	"unicode/utf16"

	"lianzhan/station"
)

// What a file may hold. A roster of a thousand deputies with portraits is about 30 MB.
const (
	MaxFile = 50 << 20
	MaxRows = 20_000
	MaxCols = 256     // cells further right are not read
	MaxText = 100_000 // bytes in one cell; Excel allows 32,767 characters
)

// Book is a file of sheets.
type Book struct {
	Sheets []Sheet
}

// Sheet is one table: only rows that hold something, in order.
type Sheet struct {
	Name     string
	Hidden   bool
	Rows     []Row
	Merges   []Range
	Pictures []Picture
}

// Row is a line of a sheet with its filled cells from left to right.
type Row struct {
	Number int // as the spreadsheet numbers it, from 1
	Hidden bool
	Height float64 // points, 0 when it is the usual one
	Cells  []Cell
}

// Cell is what one cell holds, before any number format.
type Cell struct {
	Col    int // from 1
	Text   string
	Number bool // stored as a number, or may have been: zeros at its ends are lost
}

// Range is a block of merged cells, all bounds inclusive and from 1. Only the first cell holds the text.
type Range struct {
	Top, Left, Bottom, Right int
}

// Row returns the line with a number; an empty one when nothing stands there.
func (s Sheet) Row(number int) Row {
	i := sort.Search(len(s.Rows), func(i int) bool { return s.Rows[i].Number >= number })
	if i < len(s.Rows) && s.Rows[i].Number == number {
		return s.Rows[i]
	}
	return Row{Number: number}
}

// At returns the cell of a column; an empty one when nothing stands there.
func (r Row) At(col int) Cell {
	i := sort.Search(len(r.Cells), func(i int) bool { return r.Cells[i].Col >= col })
	if i < len(r.Cells) && r.Cells[i].Col == col {
		return r.Cells[i]
	}
	return Cell{Col: col}
}

// Merge returns the merged block a cell lies in.
func (s Sheet) Merge(row, col int) (Range, bool) {
	for _, m := range s.Merges {
		if row >= m.Top && row <= m.Bottom && col >= m.Left && col <= m.Right {
			return m, true
		}
	}
	return Range{}, false
}

// Read makes out by its content what a file is and reads it. The name only serves the sheet of a CSV file. Errors are
// station.Error with a sentence saying what to do instead.
func Read(name string, data []byte) (Book, error) {
	switch {
	case len(data) > MaxFile:
		return Book{}, station.Invalid("file_too_large", "文件有 %d MB，超过了 %d MB。请把照片缩小，或者分成几个文件。",
			len(data)>>20, MaxFile>>20)
	case len(bytes.TrimSpace(data)) == 0:
		return Book{}, station.Invalid("file_empty", "文件是空的。")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return readWorkbook(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return Book{}, compoundFile(data)
	case bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")):
		return Book{}, station.Invalid("file_is_markup", "这个文件其实是网页格式的表格。请用 Excel 或 WPS 打开，另存为 xlsx 再导入。")
	}
	return readCSV(name, data)
}

// compoundFile words why an OLE compound file is not read: Excel 97-2003, or a workbook under a password, which is
// wrapped in one (MS-OFFCRYPTO 2.3).
func compoundFile(data []byte) error {
	if bytes.Contains(data, wide("EncryptedPackage")) {
		return station.Invalid("file_encrypted", "这个表格加了密码，打不开。请在 Excel 或 WPS 里去掉密码，另存为 xlsx 再导入。")
	}
	return station.Invalid("file_is_xls", "这是旧的 xls 格式。请用 Excel 或 WPS 打开，另存为 xlsx（不加密码）再导入。")
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}
