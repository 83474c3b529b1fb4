package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestPicturesOverCells(t *testing.T) {
	over := func(f *excelize.File, s, cell string, shade byte, o *excelize.GraphicOptions) {
		must(t, f.AddPictureFromBytes(s, cell, &excelize.Picture{Extension: ".jpg", File: picture(t, shade), Format: o}))
	}
	data := makeBook(t, func(f *excelize.File, s string) {
		for row := 1; row <= 8; row++ {
			must(t, f.SetCellValue(s, "A"+string(rune('0'+row)), "人"))
			must(t, f.SetRowHeight(s, row, 60))
		}
		over(f, s, "C2", 10, nil)
		over(f, s, "D3", 20, &excelize.GraphicOptions{OffsetY: 60}) // begins low in row 3, lies in row 4
		over(f, s, "C6", 30, &excelize.GraphicOptions{Positioning: "oneCell"})
		over(f, s, "C7", 40, &excelize.GraphicOptions{Positioning: "absolute"})
	})
	book, err := Read("a.xlsx", data)
	must(t, err)
	at := map[int]byte{}
	for _, p := range book.Sheets[0].Pictures {
		raw, err := p.Data()
		must(t, err)
		for _, shade := range []byte{10, 20, 30, 40} {
			if bytes.Equal(raw, picture(t, shade)) {
				at[p.Row] = shade
			}
		}
	}
	for row, shade := range map[int]byte{2: 10, 4: 20, 6: 30} {
		if at[row] != shade {
			t.Errorf("row %d has picture %d, want %d (all: %v)", row, at[row], shade, at)
		}
	}
}

// rewrite changes parts of a workbook, as programs other than the one that made it would write them.
func rewrite(t testing.TB, data []byte, change map[string]func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := out.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		if fn := change[f.Name]; fn != nil {
			text = []byte(fn(string(text)))
		}
		put(f.Name, string(text))
		delete(change, f.Name)
	}
	for name, fn := range change {
		put(name, fn(""))
	}
	must(t, out.Close())
	return b.Bytes()
}

func part(text string) func(string) string { return func(string) string { return text } }

const imageRelation = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="TARGET"/></Relationships>`

func TestPicturesInsideCells(t *testing.T) {
	plain := makeBook(t, func(f *excelize.File, s string) {
		must(t, f.SetCellValue(s, "A1", "姓名"))
		must(t, f.SetCellFormula(s, "B2", `_xlfn.DISPIMG("ID_0F1E2D",1)`))
	})
	wps := rewrite(t, plain, map[string]func(string) string{
		"xl/media/image1.jpeg": part(string(picture(t, 77))),
		"xl/cellimages.xml": part(`<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage>` +
			`<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_0F1E2D" descr="照片"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>` +
			`<a:srcRect l="10000" b="20000"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>`),
		"xl/_rels/cellimages.xml.rels": part(strings.Replace(imageRelation, "TARGET", "media/image1.jpeg", 1)),
	})
	excel := rewrite(t, plain, map[string]func(string) string{
		"xl/media/image1.jpeg": part(string(picture(t, 77))),
		"xl/worksheets/sheet1.xml": func(text string) string {
			return text[:strings.Index(text, "<sheetData>")] + `<sheetData><row r="2"><c r="B2" t="e" vm="1"><v>#VALUE!</v></c></row></sheetData></worksheet>`
		},
		"xl/metadata.xml": part(`<metadata><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst><ext><rvb i="0"/></ext></extLst></bk></futureMetadata>` +
			`<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>`),
		"xl/richData/rdrichvalue.xml":             part(`<rvData count="1"><rv s="0"><v>0</v><v>5</v></rv></rvData>`),
		"xl/richData/richValueRel.xml":            part(`<richValueRels xmlns:r="r"><rel r:id="rId1"/></richValueRels>`),
		"xl/richData/_rels/richValueRel.xml.rels": part(strings.Replace(imageRelation, "TARGET", "../media/image1.jpeg", 1)),
	})
	for name, c := range map[string]struct {
		data []byte
		crop Crop
	}{"WPS": {wps, Crop{Left: 10000, Bottom: 20000}}, "Excel": {excel, Crop{}}} {
		book, err := Read("a.xlsx", c.data)
		must(t, err)
		if len(book.Sheets[0].Pictures) != 1 {
			t.Fatalf("%s: %d pictures", name, len(book.Sheets[0].Pictures))
		}
		p := book.Sheets[0].Pictures[0]
		raw, err := p.Data()
		if err != nil || p.Row != 2 || p.Col != 2 || p.Crop != c.crop || !bytes.Equal(raw, picture(t, 77)) {
			t.Errorf("%s: row %d, column %d, crop %v, %d bytes, %v", name, p.Row, p.Col, p.Crop, len(raw), err)
		}
	}
}

func TestPictureThatIsNotThere(t *testing.T) {
	data := makeBook(t, func(f *excelize.File, s string) {
		must(t, f.SetCellFormula(s, "B2", `_xlfn.DISPIMG("ID_GONE",1)`))
	})
	book, err := Read("a.xlsx", data)
	must(t, err)
	if _, err := book.Sheets[0].Pictures[0].Data(); codeOf(err) != "picture_linked" {
		t.Errorf("error %v", err)
	}
}
