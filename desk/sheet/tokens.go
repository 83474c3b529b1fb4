package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Bounds on XML, so that a small part cannot become a large tree: the decoder keeps a stack of open elements and all
// attributes of the one it reads.
const (
	maxDepth = 100
	maxToken = 1 << 20 // bytes of one tag or one piece of text
)

// tokens hands out the tokens of a part within those bounds.
type tokens struct {
	raw   *xml.Decoder
	meter *meter
	depth int
}

// Token is the next token without checks of nesting, as xml.NewTokenDecoder wants it.
func (t *tokens) Token() (xml.Token, error) {
	t.meter.token = 0
	token, err := t.raw.RawToken()
	switch token.(type) {
	case xml.StartElement:
		t.depth++
	case xml.EndElement:
		t.depth--
	}
	if t.depth > maxDepth {
		return nil, bomb()
	}
	return token, err
}

// walk gives fn the start of every element of an XML part. A part that is not there is walked as an empty one.
func (a *archive) walk(name string, fn func(*xml.Decoder, xml.StartElement) error) error {
	if !a.has(name) {
		return nil
	}
	return a.read(name, maxXML, func(m *meter) error {
		m.markup = true
		d := xml.NewTokenDecoder(&tokens{raw: xml.NewDecoder(m), meter: m})
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return broken(err)
			}
			if start, ok := token.(xml.StartElement); ok {
				if err := fn(d, start); err != nil {
					return broken(err)
				}
			}
		}
	})
}

// texts reads an element to its end and returns the text directly inside each kind of element, itself included.
// Phonetic guides over Chinese and Japanese text (rPh) are no part of the text.
func texts(d *xml.Decoder, start xml.StartElement) (map[string]string, error) {
	found := map[string]*strings.Builder{}
	open := []string{start.Name.Local}
	for len(open) > 0 {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return nil, err
				}
				continue
			}
			open = append(open, token.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			b := found[open[len(open)-1]]
			if b == nil {
				b = &strings.Builder{}
				found[open[len(open)-1]] = b
			}
			if b.Len()+len(token) > MaxText {
				return nil, errors.New("text of a cell is too long")
			}
			b.Write(token)
		}
	}
	all := make(map[string]string, len(found))
	for name, b := range found {
		all[name] = b.String()
	}
	return all, nil
}
