package display

import (
	"fmt"
	"slices"
	"strings"

	"lianzhan/station"
)

// Card is one deputy on a page with others.
type Card struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Tier   station.Tier `json:"tier"`
	Label  string       `json:"label"` // the tier as this place words it
	Thumb  string       `json:"thumb"`
	Number int          `json:"number"` // line of the roster
}

// FaceCard is a card large enough for a post and a code.
type FaceCard struct {
	Card
	Post  string `json:"post"`
	Photo string `json:"photo"`
	QR    *QR    `json:"qr,omitempty"`
}

// OverviewPage shows every deputy at once, small, with the code of the station instead of everybody's.
type OverviewPage struct {
	Head
	Grid  Grid   `json:"grid"`
	Cards []Card `json:"cards"`
}

// FacesPage shows up to two dozen deputies of one tier.
type FacesPage struct {
	Head
	Grid  FaceGrid   `json:"grid"`
	Cards []FaceCard `json:"cards"`
}

// codeCells is what the station's code takes of an overview, in cells: two by two at the end.
const codeCells = 4

// usualCode is the number of modules of an address on a LAN: version 3 (ISO/IEC 18004 table 1).
const usualCode = 29

func (p painter) card(s sitter) Card {
	return Card{ID: s.ID, Name: s.Name, Tier: s.tier, Label: p.home.TierLabel(s.tier), Thumb: fileURL(s.Thumb), Number: s.Order}
}

func (p painter) faceCard(s sitter) FaceCard {
	c := FaceCard{Card: p.card(s), Photo: fileURL(s.Photo), QR: p.codes.of(pageAddress(p.site, "D", s.Code))}
	if len(s.Posts) > 0 {
		c.Post = s.Posts[0]
	}
	return c
}

// overview is the page of everybody, or none where the names would be too small.
func (p painter) overview() []Page {
	grid, fits := p.size.Overview(len(p.sitters) + codeCells)
	if !fits || len(p.sitters) == 0 {
		return nil
	}
	page := OverviewPage{Head: Head{Kind: station.PageOverview, Dwell: overviewDwell,
		Title: fmt.Sprintf("人大代表 %d 名", len(p.sitters))}, Grid: grid}
	for _, s := range p.sitters {
		page.Cards = append(page.Cards, p.card(s))
	}
	return []Page{&page}
}

// faces are the pages of everybody by tier and station.
func (p painter) faces(crowded bool) []Page {
	cols, rows := p.size.paging(crowded)
	var pages []Page
	for _, tiers := range p.together(cols * rows) {
		parts := p.sheets(tiers, cols*rows)
		for i, part := range parts {
			page := p.facesPage(part, cols, rows)
			if len(parts) > 1 {
				page.Part = fmt.Sprintf("%d/%d", i+1, len(parts))
			}
			pages = append(pages, &page)
		}
	}
	return pages
}

// together cuts the deputies by tier, but lets neighbouring tiers share a page that holds them whole.
func (p painter) together(largest int) [][]sitter {
	var shared [][]sitter
	for _, tier := range groups(p.sitters, func(s sitter) station.Tier { return s.tier }) {
		if last := len(shared) - 1; last >= 0 && len(shared[last])+len(tier) <= largest {
			shared[last] = append(shared[last], tier...)
		} else {
			shared = append(shared, tier)
		}
	}
	return shared
}

// sheets cuts deputies into pages: station by station where that costs no page more, else evenly.
func (p painter) sheets(tiers []sitter, largest int) [][]sitter {
	if len(tiers) <= largest {
		return [][]sitter{tiers}
	}
	sorted := byStation(tiers)
	even := chunks(sorted, largest)
	var whole [][]sitter
	for _, site := range groups(sorted, func(s sitter) string { return s.site.ID }) {
		whole = append(whole, chunks(site, largest)...)
	}
	if len(whole) <= len(even) {
		return whole
	}
	return even
}

func (p painter) facesPage(part []sitter, cols, rows int) FacesPage {
	page := FacesPage{Head: Head{Kind: station.PageFaces, Dwell: facesDwell, Title: p.title(part)}}
	code := usualCode
	for _, s := range part {
		card := p.faceCard(s)
		if card.QR != nil {
			code = card.QR.Size
		}
		page.Cards = append(page.Cards, card)
	}
	page.Grid = p.size.Faces(len(part), cols, rows, code)
	if page.Grid.Module == 0 {
		for i := range page.Cards {
			page.Cards[i].QR = nil
		}
	}
	return page
}

// title names what the deputies of a page have in common: their tiers, and their station if it is one.
func (p painter) title(part []sitter) string {
	var words []string
	for _, tier := range groups(part, func(s sitter) station.Tier { return s.tier }) {
		words = append(words, p.home.TierLabel(tier[0].tier))
	}
	site := part[0].site
	shared := !slices.ContainsFunc(part, func(s sitter) bool { return s.site.ID != site.ID })
	if shared && site.Name != "" && len(words) == 1 {
		words = append(words, site.Name)
	}
	return strings.Join(words, " · ")
}
