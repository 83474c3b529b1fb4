package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteXLSX writes a workbook (ECMA-376, SpreadsheetML): text as inline strings, numbers as numbers, the heading bold and
// kept in sight.
func WriteXLSX(w io.Writer, sheets ...Sheet) error {
	z := zip.NewWriter(w)
	parts := []part{
		{"[Content_Types].xml", contentTypes(len(sheets))},
		{"_rels/.rels", relations(`<Relationship Id="rId1" Type="` + officeRel + `/officeDocument" Target="xl/workbook.xml"/>`)},
		{"xl/workbook.xml", workbook(sheets)},
		{"xl/_rels/workbook.xml.rels", relations(links(len(sheets)))},
		{"xl/styles.xml", styles},
	}
	for i, s := range sheets {
		parts = append(parts, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.xml()})
	}
	for _, p := range parts {
		out, err := z.Create(p.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(out, xml.Header+p.text); err != nil {
			return err
		}
	}
	return z.Close()
}

type part struct{ name, text string }

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packRel   = "http://schemas.openxmlformats.org/package/2006/relationships"
	typeSpace = "http://schemas.openxmlformats.org/package/2006/content-types"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

func contentTypes(n int) string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="` + typeSpace + `"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>`)
	for i := range n {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, sheetType)
	}
	return b.String() + `</Types>`
}

func relations(list string) string {
	return `<Relationships xmlns="` + packRel + `">` + list + `</Relationships>`
}

func links(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, officeRel, i+1)
	}
	fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, n+1, officeRel)
	return b.String()
}

// longestName is how long the name of a sheet may be, in characters; some are not allowed in it at all.
const longestName = 31

var barredInName = strings.NewReplacer("\\", " ", "/", " ", "?", " ", "*", " ", "[", "(", "]", ")", ":", " ", "'", " ")

func workbook(sheets []Sheet) string {
	var b strings.Builder
	b.WriteString(`<workbook xmlns="` + mainSpace + `" xmlns:r="` + officeRel + `"><sheets>`)
	for i, s := range sheets {
		name := []rune(barredInName.Replace(s.Name))
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(string(name[:min(len(name), longestName)])), i+1, i+1)
	}
	return b.String() + `</sheets></workbook>`
}

// styles are the three looks of a cell: 0 plain, 1 heading, 2 percent with one decimal.
const styles = `<styleSheet xmlns="` + mainSpace + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

const usualWidth = 12

func (s Sheet) xml() string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>`)
	if n := s.columns(); n > 0 {
		b.WriteString(`<cols>`)
		for i := range n {
			width := usualWidth
			if i < len(s.Widths) && s.Widths[i] > 0 {
				width = s.Widths[i]
			}
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	for i, row := range s.Rows {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, cell := range row {
			b.WriteString(cell.xml(address(j, i), i == 0))
		}
		b.WriteString(`</row>`)
	}
	return b.String() + `</sheetData></worksheet>`
}

func (s Sheet) columns() int {
	most := 0
	for _, row := range s.Rows {
		most = max(most, len(row))
	}
	return most
}

func (c Cell) xml(at string, heading bool) string {
	look := 0
	switch {
	case heading:
		look = 1
	case c.Format == Percent:
		look = 2
	}
	switch {
	case c.Number != nil:
		return fmt.Sprintf(`<c r="%s" s="%d"><v>%s</v></c>`, at, look, strconv.FormatFloat(*c.Number, 'g', -1, 64))
	case c.Text == "":
		return ""
	}
	return fmt.Sprintf(`<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, look, escaped(c.Text))
}

// address names a cell as a spreadsheet does: A1, Z1, AA1.
func address(column, row int) string {
	name := ""
	for column >= 0 {
		name = string(rune('A'+column%26)) + name
		column = column/26 - 1
	}
	return name + strconv.Itoa(row+1)
}

// escaped is text as XML takes it; what XML knows no sign for goes.
func escaped(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(strings.ToValidUTF8(text, string(utf8.RuneError)))); err != nil {
		return ""
	}
	return b.String()
}
