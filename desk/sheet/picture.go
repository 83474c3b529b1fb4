package sheet

import (
	"encoding/xml"
	"io"
	"strconv"

	"lianzhan/station"
)

// Picture is a picture and the cell it belongs to. The bytes stay in the file until they are asked for.
type Picture struct {
	Row, Col int // from 1
	Part     string
	Crop     Crop
	archive  *archive
}

// Crop is how much of each side is cut away, in hundred thousandths (DrawingML srcRect).
type Crop struct {
	Left, Top, Right, Bottom int
}

// Data unfolds the picture as it was put in. A picture that is only linked, or larger than 16 MB, is an error.
func (p Picture) Data() ([]byte, error) {
	if p.Part == "" {
		return nil, station.Invalid("picture_linked", "照片没有存在表格里，只有一个链接。")
	}
	f := p.archive.parts[p.Part]
	if f == nil {
		return nil, station.Invalid("picture_missing", "照片在文件里找不到。")
	}
	if f.UncompressedSize64 > maxPicture {
		return nil, station.Invalid("picture_too_large", "照片超过 %d MB，请缩小。", maxPicture>>20)
	}
	var data []byte
	err := p.archive.read(p.Part, maxPicture, func(r *meter) (err error) {
		data, err = io.ReadAll(r)
		return err
	})
	if err != nil {
		return nil, broken(err)
	}
	return data, nil
}

type xmlMark struct {
	Col    int   `xml:"col"`
	Row    int   `xml:"row"`
	RowOff int64 `xml:"rowOff"` // EMU
}

// readDrawing collects the pictures that float over a sheet.
func (w *workbook) readDrawing(sheetPart, id string, s *Sheet) error {
	if id == "" {
		return nil
	}
	fromSheet, err := w.relations(sheetPart)
	if err != nil {
		return err
	}
	part := fromSheet[id].resolved
	pictures, err := w.relations(part)
	if err != nil {
		return err
	}
	var at anchor
	return w.walk(part, func(d *xml.Decoder, start xml.StartElement) error {
		switch start.Name.Local {
		case "twoCellAnchor", "oneCellAnchor":
			at = anchor{}
		case "absoluteAnchor":
			at = anchor{outside: true}
		case "from":
			return d.DecodeElement(&at.from, &start)
		case "to":
			return d.DecodeElement(&at.to, &start)
		case "ext":
			if at.height == 0 {
				at.height, _ = strconv.ParseInt(attr(start, "cy"), 10, 64) // other elements are called ext too
			}
		case "blip":
			if !at.outside && len(s.Pictures) < MaxRows {
				row, col := at.cell(*s)
				s.Pictures = append(s.Pictures, Picture{Row: row, Col: col, archive: w.archive,
					Part: pictures[attr(start, "embed")].resolved})
			}
		case "srcRect":
			if n := len(s.Pictures); n > 0 && !at.outside {
				s.Pictures[n-1].Crop = cropOf(start)
			}
		}
		return nil
	})
}

func cropOf(e xml.StartElement) Crop {
	side := func(name string) int {
		n, _ := strconv.Atoi(attr(e, name)) // absent or odd: nothing is cut
		return min(max(n, 0), 90_000)
	}
	return Crop{Left: side("l"), Top: side("t"), Right: side("r"), Bottom: side("b")}
}
