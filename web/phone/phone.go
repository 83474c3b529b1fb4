// Package phone writes the pages a voter's phone opens from a QR code: a deputy's card, a station, a kind word when
// there is nothing to show, the form for a matter and the page that follows it. They are plain HTML with one style
// sheet and work without JavaScript; the form has a small script that makes photos smaller and survives a bad line.
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

// FormPolicy is the policy of the pages that send something: our own script and addresses, pictures just taken.
const FormPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

//go:embed *.html
var sources embed.FS

//go:embed phone.css
var style []byte

var styleSum = sha256.Sum256(style)

// StylePath is the address of the style sheet. It names the content, so that a phone may keep it for ever.
var StylePath = "/phone/" + hex.EncodeToString(styleSum[:6]) + ".css"

//go:embed form.js
var script []byte

var scriptSum = sha256.Sum256(script)

// ScriptPath is the address of the form's script, which names its content too.
var ScriptPath = "/phone/" + hex.EncodeToString(scriptSum[:6]) + ".js"

// Script is the script itself.
func Script() []byte { return script }

// Style is the style sheet itself.
func Style() []byte { return style }

var words = template.FuncMap{
	"style":  func() string { return StylePath },
	"script": func() string { return ScriptPath },
	"day":    dayWords,
	"date":   dateWords,
	"hours":  hoursWords,
	"first":  firstLetter,
	"left":   leftWords,
}

var (
	deputyPage  = parse("deputy.html")
	stationPage = parse("station.html")
	regretPage  = parse("regret.html")
	formPage    = parse("form.html")
	askPage     = parse("ask.html")
	progress    = parse("progress.html")
	minePage    = parse("mine.html")
	handover    = parse("handover.html")
	realPage    = parse("real.html")
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
