// Package phone writes the pages a voter's phone opens from a QR code: a deputy's card, a station, a kind word when
// there is nothing to show. They are plain HTML with one style sheet, work without JavaScript and fetch nothing else.
package phone

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
)

// Policy is the Content-Security-Policy of every page: our own style and pictures, no script, no frame.
const Policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed *.html
var sources embed.FS

//go:embed phone.css
var style []byte

var styleSum = sha256.Sum256(style)

// StylePath is the address of the style sheet. It names the content, so that a phone may keep it for ever.
var StylePath = "/phone/" + hex.EncodeToString(styleSum[:6]) + ".css"

// Style is the style sheet itself.
func Style() []byte { return style }

var words = template.FuncMap{
	"style": func() string { return StylePath },
	"day":   dayWords,
	"date":  dateWords,
	"hours": hoursWords,
	"first": firstLetter,
}

var (
	deputyPage  = parse("deputy.html")
	stationPage = parse("station.html")
	regretPage  = parse("regret.html")
)

func parse(page string) *template.Template {
	return template.Must(template.New("layout.html").Funcs(words).ParseFS(sources, "layout.html", "parts.html", page))
}

func write(page *template.Template, view any) ([]byte, error) {
	var b bytes.Buffer
	if err := page.Execute(&b, view); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
