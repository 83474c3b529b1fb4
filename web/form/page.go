package form

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/hex"
	"fmt"
	"html/template"
	"strings"
)

// Policy is the Content-Security-Policy of a form's page: our own style, nothing that runs.
const Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed sheet.html
var source string

//go:embed form.css
var style []byte

var styleSum = sha256.Sum256(style)

// StyleName is the style sheet's file name; it names the content.
var StyleName = hex.EncodeToString(styleSum[:6]) + ".css"

// Style is the style sheet of a form's page.
func Style() []byte { return style }

var sheetPage = template.Must(template.New("sheet").Funcs(template.FuncMap{
	"plain":   plain,
	"stamp":   Stamp.words,
	"picture": picture,
	"span":    Cell.span,
	"label":   func() int { return LabelSpan },
	"columns": func() int { return Columns },
	"boxes":   boxes,
}).Parse(source))

// Page writes sheets as one page for a browser to print, blocks and words as in the PDF. StylePath is the address the style
// sheet is served at.
func Page(stylePath string, sheets ...Sheet) ([]byte, error) {
	var out bytes.Buffer
	err := sheetPage.Execute(&out, struct {
		Style  string
		Sheets []Sheet
	}{stylePath, sheets})
	return out.Bytes(), err
}

// drawing is a QR code for an SVG: the side of its box in modules and one path of its dark runs.
type drawing struct {
	Side int
	Path string
}

func picture(address string) *drawing {
	bits := symbol(address)
	if address == "" || bits == nil {
		return nil
	}
	var path strings.Builder
	for y, row := range bits {
		for from, to := range dark(row) {
			fmt.Fprintf(&path, "M%d %dh%dv1H%dz", from, y, to-from, from)
		}
	}
	return &drawing{len(bits), path.String()}
}

// boxes are the twelve boxes of a query code in three groups.
func boxes(c *Code) [][]string {
	groups := make([][]string, 3)
	for i := range 12 {
		digit := ""
		if i < len(c.Digits) {
			digit = c.Digits[i : i+1]
		}
		groups[i/4] = append(groups[i/4], digit)
	}
	return groups
}
