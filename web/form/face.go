package form

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The two faces of a sheet. The Han face has no Latin letters, so each character takes the first face that draws it.
const (
	hanFace   = "han"
	latinFace = "latin"
)

//go:embed type/*.gz
var packed embed.FS

// letters are the faces unpacked for one print; they are let go afterwards.
type letters struct {
	han, latin []byte // TrueType files
	hanFont    *sfnt.Font
	latinFont  *sfnt.Font
	buffer     sfnt.Buffer
	known      map[rune]glyph
	missed     bool // some character had no glyph
}

// glyph is how one character is drawn: in which face, and how wide, in ems. No face: it has no glyph.
type glyph struct {
	face  string
	width float64
}

func unpackLetters() (*letters, error) {
	l := &letters{known: map[rune]glyph{}}
	var err error
	if l.han, l.hanFont, err = unpack("type/DroidSansFallbackFull.ttf.gz"); err != nil {
		return nil, err
	}
	l.latin, l.latinFont, err = unpack("type/DejaVuSansCondensed.ttf.gz")
	return l, err
}

func unpack(name string) ([]byte, *sfnt.Font, error) {
	small, err := packed.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(small))
	if err != nil {
		return nil, nil, err
	}
	size := int(small[len(small)-4]) | int(small[len(small)-3])<<8 | int(small[len(small)-2])<<16 // RFC 1952 section 2.3.1
	face := make([]byte, size)
	if _, err = io.ReadFull(r, face); err != nil {
		return nil, nil, err
	}
	parsed, err := sfnt.Parse(face)
	return face, parsed, err
}

// glyph finds the face of a character. Latin and digits come from the Latin face, everything else from the Han one first.
// A PDF of this library reaches the first 65,536 characters only.
func (l *letters) glyph(r rune) glyph {
	if g, ok := l.known[r]; ok {
		return g
	}
	g := glyph{}
	if r <= 0xffff {
		if g = l.in(hanFace, l.hanFont, r); g.face == "" {
			g = l.in(latinFace, l.latinFont, r)
		}
	}
	l.known[r] = g
	return g
}

const emUnits = 1000

func (l *letters) in(face string, f *sfnt.Font, r rune) glyph {
	index, err := f.GlyphIndex(&l.buffer, r)
	if err != nil || index == 0 {
		return glyph{}
	}
	advance, err := f.GlyphAdvance(&l.buffer, index, fixed.I(emUnits), font.HintingNone)
	if err != nil {
		return glyph{}
	}
	return glyph{face: face, width: float64(advance) / 64 / emUnits}
}

// drawable is a text in which every character has a glyph: one without is written as its code in brackets, so that
// somebody sees it and writes it in by hand. A name must never lose a character silently.
func (l *letters) drawable(text string) string {
	var b strings.Builder
	for _, r := range plain(text) {
		if r == '\n' || l.glyph(r).face != "" {
			b.WriteRune(r)
			continue
		}
		l.missed = true
		fmt.Fprintf(&b, "[U+%04X]", r)
	}
	return b.String()
}

// width of a text in ems.
func (l *letters) width(text string) float64 {
	w := 0.0
	for _, r := range text {
		w += l.glyph(r).width
	}
	return w
}

// run is a stretch of a text in one face.
type run struct {
	face, text string
	width      float64 // ems
}

func (l *letters) runs(text string) []run {
	var all []run
	for _, r := range text {
		g := l.glyph(r)
		if len(all) == 0 || all[len(all)-1].face != g.face {
			all = append(all, run{face: g.face})
		}
		last := &all[len(all)-1]
		last.text += string(r)
		last.width += g.width
	}
	return all
}
