package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhan/station"
)

func codeOf(err error) string {
	var worded *station.Error
	if !errors.As(err, &worded) || worded.Class != station.FaultInvalid || worded.Sentence == "" {
		return fmt.Sprintf("not worded: %v", err)
	}
	return worded.Code
}

func TestFilesThatAreNoWorkbook(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	small := makeBook(t, func(f *excelize.File, s string) { must(t, f.SetCellValue(s, "A1", "姓名")) })
	locked, err := excelize.OpenReader(bytes.NewReader(small))
	must(t, err)
	var encrypted bytes.Buffer
	must(t, locked.Write(&encrypted, excelize.Options{Password: "密码"}))
	for name, c := range map[string]struct{ data, code string }{
		"nothing":         {"", "file_empty"},
		"blanks":          {" \r\n\t ", "file_empty"},
		"fifty megabytes": {strings.Repeat("姓", MaxFile/3+1), "file_too_large"},
		"old xls":         {ole + string(wide("Workbook")), "file_is_xls"},
		"password":        {encrypted.String(), "file_encrypted"},
		"web page":        {"  <html><table>", "file_is_markup"},
		"binary":          {"\x7fELF\x00\x00", "file_not_table"},
		"no encoding":     {"姓名\n\xff\xff\xff\xff", "file_not_table"},
		"half a zip":      {string(small[:len(small)/2]), "file_broken"},
		"another zip":     {zipOf(t, "word/document.xml", "<w:document/>"), "file_not_xlsx"},
		"document inside": {zipOf(t, "xl/workbook.xml", `<w:document xmlns:w="word"/>`), "file_not_xlsx"},
		"no sheets":       {zipOf(t, "xl/workbook.xml", `<workbook xmlns="x/spreadsheetml/main"/>`), "file_not_xlsx"},
		"cut XML": {string(rewrite(t, small, map[string]func(string) string{
			"xl/worksheets/sheet1.xml": func(s string) string { return s[:len(s)/2] }})), "file_broken"},
		"string out of range": {string(rewrite(t, small, map[string]func(string) string{
			"xl/worksheets/sheet1.xml": func(s string) string { return strings.Replace(s, "<v>0</v>", "<v>9</v>", 1) }})), "file_broken"},
	} {
		if _, err := Read("花名册.xlsx", []byte(c.data)); codeOf(err) != c.code {
			t.Errorf("%s: %s, want %s", name, codeOf(err), c.code)
		}
	}
}

func zipOf(t testing.TB, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	must(t, err)
	_, err = io.WriteString(w, text)
	must(t, err)
	must(t, z.Close())
	return b.String()
}

// A bomb is small outside and large inside; each of these would fill the memory of the box.
func TestBombs(t *testing.T) {
	const begin = `<worksheet><sheetData><row r="1">`
	small := makeBook(t, func(f *excelize.File, s string) { must(t, f.SetCellValue(s, "A1", "姓名")) })
	sheet1 := func(text string) []byte {
		return rewrite(t, small, map[string]func(string) string{"xl/worksheets/sheet1.xml": part(text)})
	}
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"one large tag":        {sheet1(begin + "<c " + strings.Repeat(`a="" `, maxToken/4)), "file_unfolds_too_large"},
		"deep tree":            {sheet1(begin + strings.Repeat("<a>", 1_000)), "file_unfolds_too_large"},
		"long cell":            {sheet1(begin + `<c t="str"><v>` + strings.Repeat("姓", MaxText/2)), "file_broken"},
		"too many rows":        {sheet1(`<worksheet><sheetData>` + strings.Repeat(`<row><c><v>1</v></c></row>`, MaxRows+2)), "sheet_too_long"},
		"lie about the size":   {lyingZip(t), "file_broken"},
		"truth about the size": {declaredZip(t), "file_unfolds_too_large"},
	} {
		if _, err := Read("a.xlsx", c.data); codeOf(err) != c.code {
			t.Errorf("%s: %s, want %s", name, codeOf(err), c.code)
		}
	}
}

// The bounds hold for what really unfolds, whatever the directory of the zip declares.
func TestBoundsWhileUnfolding(t *testing.T) {
	const cells = `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`
	for name, c := range map[string]struct {
		left, limit int64
		filled      int
		want        string
	}{
		"part too large":    {1 << 20, 20, 0, "file_unfolds_too_large"},
		"file too large":    {20, 1 << 20, 0, "file_unfolds_too_large"},
		"one cell too many": {1 << 20, 1 << 20, maxCells, "file_unfolds_too_large"},
	} {
		a, err := openArchive([]byte(zipOf(t, "part.xml", cells)))
		must(t, err)
		a.left = c.left
		err = a.read("part.xml", c.limit, func(m *meter) error { _, err := io.ReadAll(m); return err })
		if err == nil {
			err = (&workbook{archive: a, filled: c.filled}).readSheet("part.xml", &Sheet{})
		}
		if codeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// lyingZip declares a few bytes and unfolds to 4 MB.
func lyingZip(t *testing.T) []byte { return zipDeclaring(t, 10) }

// declaredZip declares more than all that may unfold.
func declaredZip(t *testing.T) []byte { return zipDeclaring(t, maxTotal+1) }

func zipDeclaring(t *testing.T, size uint64) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.BestCompression)
	must(t, err)
	_, err = io.WriteString(deflate, `<workbook xmlns="x/spreadsheetml/main">`+strings.Repeat(" ", 4<<20))
	must(t, err)
	must(t, deflate.Close())
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(nil),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: size})
	must(t, err)
	_, err = w.Write(packed.Bytes())
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}
