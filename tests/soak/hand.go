package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	centre "lianzhan/station"
	"lianzhan/station/matter"
)

// hand is somebody who writes one thing after the other, each with the next number.
type hand struct {
	name  string
	pause time.Duration
	kind  centre.Kind
	once  func(n int) string // the n-th is a record of its own, named so; nil: all are the same record, named as its writer
	put   func(ctx context.Context, n int) error
}

// work writes until a write is not acknowledged or the time is up.
func (h hand) work(ctx context.Context, book *ledger) error {
	for ctx.Err() == nil {
		if err := h.next(ctx, book); err != nil {
			return refusalIn(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(h.pause):
		}
	}
	return nil
}

// next writes one thing more. What was read before it came back from a neighbour is refused, and nobody was told otherwise.
func (h hand) next(ctx context.Context, book *ledger) error {
	n := book.number(h.name)
	err := h.put(ctx, n)
	if no := refusal(""); errors.As(err, &no) && strings.Contains(string(no), "record_changed") {
		return nil
	}
	if err != nil {
		return err
	}
	return book.acknowledge(h.name, n)
}

// mark is how the n-th thing somebody wrote is told in any log.
func mark(name string, n int) string { return fmt.Sprintf("%s第%d号", name, n) }

var marks = regexp.MustCompile(`([\p{Han}]+)第(\d+)号`)

// employ gives each box its people.
func (t *tree) employ() {
	t.county.office = &office{}
	for _, b := range t.boxes() {
		place := map[*box]string{t.county: "县", t.town: "镇", t.village: "村"}[b]
		b.hands = append(b.hands, b.group(place+"一组"), b.group(place+"二组"))
		if b == t.county {
			b.hands = append(b.hands, b.office.notice("县公告"), b.office.deputy("村代表"))
			continue
		}
		b.hands = append(b.hands, b.visits(place+"走访"), b.voter(place+"选民"), b.voter(place+"邻居"))
	}
}

const (
	often  = 60 * time.Millisecond
	seldom = 500 * time.Millisecond
	rarely = 2 * time.Second
)

// group keeps the topic of one group.
func (b *box) group(name string) hand {
	return hand{name: name, pause: often, kind: centre.KindGroup, put: func(ctx context.Context, n int) error {
		return b.set(ctx, centre.KindGroup, name, field{Field: "topic", Value: mark(name, n)})
	}}
}

// visits enters one visit after the other, each with a picture.
func (b *box) visits(name string) hand {
	title := func(n int) string { return mark(name, n) }
	return hand{name: name, pause: rarely, kind: centre.KindActivity, once: title, put: func(ctx context.Context, n int) error {
		return b.set(ctx, centre.KindActivity, title(n), field{Field: "type", Value: "visit"}, field{Field: "date", Value: "2026-11-21"},
			field{Field: "photos", Content: picture(n, name)})
	}}
}

// voter hands in one matter after the other.
func (b *box) voter(name string) hand {
	return hand{name: name, pause: seldom, kind: centre.KindMatter, once: func(n int) string { return matter.IDFrom(clientOf(name, n)) },
		put: func(ctx context.Context, n int) error { return b.handIn(ctx, name, n) }}
}

type field struct {
	Field   string `json:"field"`
	Value   string `json:"value"`
	Content []byte `json:"content,omitempty"`
}

func (b *box) set(ctx context.Context, kind centre.Kind, who string, fields ...field) error {
	var done struct{ Done string }
	order := struct {
		Kind        centre.Kind `json:"kind"`
		Who         string      `json:"who"`
		Assignments []field     `json:"assignments"`
	}{kind, who, fields}
	if err := b.ask(ctx, http.MethodPost, "/set", order, &done); err != nil {
		return err
	}
	if done.Done != "made" && done.Done != "changed" {
		return fmt.Errorf("%s: %s", who, done.Done)
	}
	return nil
}

// holds reports whether a box has what somebody wrote, up to a number.
func (b *box) holds(ctx context.Context, h hand, n int) bool {
	fields, err := b.show(ctx, h, n)
	return err == nil && (h.once != nil || newest(fmt.Sprint(fields), h.name) >= n)
}

// keeps is holds, and the pictures are there too.
func (b *box) keeps(ctx context.Context, h hand, n int) bool {
	fields, err := b.show(ctx, h, n)
	if err != nil || h.once == nil && newest(fmt.Sprint(fields), h.name) < n {
		return false
	}
	photos, _ := fields["photos"].([]any)
	for _, hash := range photos {
		if !b.hasFile(fmt.Sprint(hash)) {
			return false
		}
	}
	return true
}

func (b *box) show(ctx context.Context, h hand, n int) (fields map[string]any, err error) {
	who := h.name
	if h.once != nil {
		who = h.once(n)
	}
	err = b.ask(ctx, http.MethodGet, "/show?"+url.Values{"kind": {string(h.kind)}, "who": {who}}.Encode(), nil, &fields)
	return fields, err
}

// hasFile looks on the disk: a page could show a thumbnail.
func (b *box) hasFile(hash string) bool {
	_, err := os.Stat(filepath.Join(b.data, "files", hash[:2], hash))
	return err == nil
}

// newest is the largest number of somebody's in a text.
func newest(text, name string) (n int) {
	for _, found := range marks.FindAllStringSubmatch(text, -1) {
		if number, err := strconv.Atoi(found[2]); err == nil && strings.HasSuffix(found[1], name) {
			n = max(n, number)
		}
	}
	return n
}

// picture is a photograph unlike any other.
func picture(n int, name string) []byte {
	const side = 160
	seed := uint32(n)*2654435761 + uint32(len(name))
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		seed = seed*1664525 + 1013904223
		img.Set(i%side, i/side, color.RGBA{byte(seed >> 24), byte(seed >> 16), name[len(name)-1], 255})
	}
	var raw bytes.Buffer
	_ = jpeg.Encode(&raw, img, &jpeg.Options{Quality: 80}) // into memory, of a size that JPEG knows
	return raw.Bytes()
}
