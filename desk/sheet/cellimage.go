package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// cellImages maps what a cell says to the picture inside it. WPS names the picture in a formula, =DISPIMG("ID_…",1);
// Excel numbers it through the cell's metadata.
type cellImages struct {
	byName map[string]Picture
	byMeta []Picture // of metadata 1, 2, 3 …
}

var dispImage = regexp.MustCompile(`^=?(?:_xlfn\.)?DISPIMG\("([^"]+)"`)

// inCell returns the picture inside a cell, if the cell holds one.
func (w *workbook) inCell(start xml.StartElement, found map[string]string) (Picture, bool) {
	for _, text := range []string{found["f"], found["v"]} {
		if m := dispImage.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			picture := w.images.byName[m[1]]
			picture.archive = w.archive
			return picture, true
		}
	}
	meta, err := strconv.Atoi(attr(start, "vm"))
	if err == nil && attr(start, "t") == "e" && meta > 0 && meta <= len(w.images.byMeta) {
		return w.images.byMeta[meta-1], true
	}
	return Picture{}, false
}

// cellImages reads the tables of pictures inside cells; a file without them has empty tables.
func (a *archive) cellImages(links relations) (cellImages, error) {
	named, err := a.namedImages(links.one("cellImage", "xl/cellimages.xml"))
	if err != nil {
		return cellImages{}, err
	}
	numbered, err := a.numberedImages(links)
	return cellImages{byName: named, byMeta: numbered}, err
}

// namedImages reads the part WPS keeps (http://www.wps.cn/officeDocument/2017/etCustomData).
func (a *archive) namedImages(part string) (map[string]Picture, error) {
	targets, err := a.relations(part)
	if err != nil {
		return nil, err
	}
	all, name := map[string]Picture{}, ""
	err = a.walk(part, func(_ *xml.Decoder, start xml.StartElement) error {
		switch start.Name.Local {
		case "cNvPr":
			if name = attr(start, "name"); len(all) > maxParts {
				return bomb()
			}
		case "blip":
			all[name] = Picture{Part: targets[attr(start, "embed")].resolved, archive: a}
		case "srcRect":
			picture := all[name]
			picture.Crop = cropOf(start)
			all[name] = picture
		}
		return nil
	})
	return all, err
}

// numberedImages follows Excel's chain from a cell's metadata to a picture: metadata → rich value → local image →
// relation (MS-XLSX 2.6.216, 2.3.6).
func (a *archive) numberedImages(links relations) ([]Picture, error) {
	values, err := a.metadataValues(links.one("sheetMetadata", "xl/metadata.xml"))
	if err != nil || len(values) == 0 {
		return nil, err
	}
	locals, err := a.localImages(links.one("rdRichValue", "xl/richdata/rdrichvalue.xml"))
	if err != nil {
		return nil, err
	}
	part := links.one("richValueRel", "xl/richdata/richvaluerel.xml")
	targets, err := a.relations(part)
	if err != nil {
		return nil, err
	}
	var parts []string
	err = a.walk(part, func(_ *xml.Decoder, start xml.StartElement) error {
		if start.Name.Local == "rel" && len(parts) < maxParts {
			parts = append(parts, targets[attr(start, "id")].resolved)
		}
		return nil
	})
	images := make([]Picture, len(values))
	for i, value := range values {
		images[i].archive = a
		if value < len(locals) && locals[value] < len(parts) {
			images[i].Part = parts[locals[value]]
		}
	}
	return images, err
}

// metadataValues lists which rich value each metadata block of a cell stands for.
func (a *archive) metadataValues(part string) ([]int, error) {
	var values []int
	inside := false
	err := a.walk(part, func(_ *xml.Decoder, start xml.StartElement) error {
		switch start.Name.Local {
		case "cellMetadata", "futureMetadata":
			inside = false
		case "valueMetadata":
			inside = true
		case "rc":
			if inside && len(values) < maxParts {
				values = append(values, index(attr(start, "v")))
			}
		}
		return nil
	})
	return values, err
}

// localImages lists the image number each rich value begins with.
func (a *archive) localImages(part string) ([]int, error) {
	var locals []int
	begun := false
	err := a.walk(part, func(d *xml.Decoder, start xml.StartElement) error {
		switch {
		case start.Name.Local == "rv" && len(locals) < maxParts:
			locals, begun = append(locals, index("")), true
		case start.Name.Local == "v" && begun:
			found, err := texts(d, start)
			locals[len(locals)-1], begun = index(found["v"]), false
			return err
		}
		return nil
	})
	return locals, err
}

// index reads a number that counts from 0; anything else points at nothing.
func index(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 1 << 30
	}
	return n
}
