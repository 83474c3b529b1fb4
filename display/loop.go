package display

import (
	"slices"
	"time"
	"unicode/utf8"

	"lianzhan/station"
)

// Seconds a page stays. People look at a public screen for under five seconds and read about four characters in one; a
// code needs the time to find the phone.
const (
	loopLimit     = 110.0 // of the whole loop: nobody waits longer for what they saw pass
	overviewDwell = 8.0
	facesDwell    = 12.0 // people search for a face, they do not read 18 cards
	codeDwell     = 12.0
	extrasShare   = 14.0 // kept free for one of the other pages when there are many faces
	shortestDwell = 6.0
	longestDwell  = 20.0
)

// turn is how long a loop stays the same; then what had no room, and the next spotlights, get theirs.
const turn = 15 * time.Minute

// beats between two spotlights.
const beats = 3

// dwellOf is how long a page with these words stays: 2.5 s to arrive and four characters a second, to half a second.
func dwellOf(words ...string) float64 {
	characters := 0
	for _, w := range words {
		characters += utf8.RuneCountInString(w)
	}
	seconds := float64(int(2*(2.5+float64(characters)/4)+0.5)) / 2
	return min(max(seconds, shortestDwell), longestDwell)
}

// turnOf numbers the turns since 1970 in the station's zone, so that one begins at midnight.
func turnOf(t time.Time) int {
	_, offset := t.In(station.Zone).Zone()
	return int((t.Unix() + int64(offset)) / int64(turn/time.Second))
}

func (p painter) turn() int { return turnOf(p.now.Time) }

// unit is what is shown together or not at all: a notice with all its parts, one page of projects.
type unit []Page

// loop chooses the pages of this turn. Everybody's face and the next reception come first; what is left of the loop goes
// to projects, notices and spotlights, one of them always in, the others in turn.
func (p painter) loop() []Page {
	fixed := p.wanted(station.PageReception, p.receptionPages)
	extras := p.extras()
	budget := loopLimit - seconds(fixed)
	if len(extras) > 0 {
		budget -= extrasShare
	}
	overview, faces := p.everybody(budget)
	fixed = append(overview, fixed...)
	left := loopLimit - seconds(fixed) - seconds(faces)
	var rest []Page
	for i, extra := range extras {
		if i == 0 || seconds(extra) <= left {
			rest = append(rest, extra...)
			left -= seconds(extra)
		}
	}
	faces = p.window(faces, loopLimit-seconds(fixed)-seconds(rest))
	return p.timed(p.arrange(slices.Concat(fixed, faces, rest)))
}

// wanted paints the pages of a kind if the screen is set to show it.
func (p painter) wanted(kind station.PageKind, paint func() []Page) []Page {
	if !p.asks(kind) {
		return nil
	}
	return paint()
}

// everybody is the overview and the pages of faces: ordinary ones if at least three of four fit into one loop, else
// crowded ones. One page of faces is its own overview; where an overview is asked for and does not fit, faces stand in.
func (p painter) everybody(budget float64) (overview, faces []Page) {
	overview = p.wanted(station.PageOverview, p.overview)
	ordinary := func() []Page { return p.faces(false) }
	faces = p.wanted(station.PageFaces, ordinary)
	if len(overview)+len(faces) == 0 {
		faces = p.wanted(station.PageOverview, ordinary)
	}
	if len(faces) == 1 {
		return nil, faces
	}
	if room := budget - seconds(overview); room < seconds(faces)*3/4 {
		faces = p.faces(true)
	}
	return overview, faces
}

// extras are the units that share what is left, the one whose turn it is first.
func (p painter) extras() []unit {
	var units []unit
	for _, pages := range [][]Page{p.wanted(station.PagePromise, p.promisePages), p.wanted(station.PageSolved, p.solvedPages),
		p.wanted(station.PageProjects, p.projectPages)} {
		for _, page := range pages {
			units = append(units, unit{page})
		}
	}
	for _, notice := range p.notices() {
		parts := p.wanted(station.PageNotice, func() []Page { return p.noticeParts(notice) })
		if len(parts) > 0 {
			units = append(units, parts)
		}
	}
	for _, page := range p.wanted(station.PageSpotlight, func() []Page { return p.spotlights(spotlightsALoop) }) {
		units = append(units, unit{page})
	}
	if len(units) == 0 {
		return nil
	}
	first := p.turn() % len(units)
	return slices.Concat(units[first:], units[:first])
}

// spotlightsALoop is how many deputies come forward in one loop at most.
const spotlightsALoop = 3

// window is as many pages of faces as fit, in their order; the next turn goes on where this one ends.
func (p painter) window(faces []Page, room float64) []Page {
	fit := min(int(room/facesDwell), len(faces))
	if fit == len(faces) || fit <= 0 {
		return faces[:fit]
	}
	picked := make([]bool, len(faces))
	for i := range fit {
		picked[(p.turn()*fit+i)%len(faces)] = true
	}
	var seen []Page
	for i, page := range faces {
		if picked[i] {
			seen = append(seen, page)
		}
	}
	return seen
}

// arrange puts the pages into the order that was asked for, else into the usual one with spotlights between them.
func (p painter) arrange(pages []Page) []Page {
	if len(p.pages) > 0 {
		asked := append([]Page{}, pages...) // a wall without a page is told an empty list
		slices.SortStableFunc(asked, func(a, b Page) int { return p.rank(a) - p.rank(b) })
		return asked
	}
	usual := func(page Page) int { return slices.Index(station.PageKinds, page.head().Kind) }
	slices.SortStableFunc(pages, func(a, b Page) int { return usual(a) - usual(b) })
	return p.interleave(pages)
}

// interleave lets a spotlight follow every third page; those left over come last.
func (p painter) interleave(pages []Page) []Page {
	var spotlights, others []Page
	for _, page := range pages {
		if page.head().Kind == station.PageSpotlight {
			spotlights = append(spotlights, page)
		} else {
			others = append(others, page)
		}
	}
	loop := make([]Page, 0, len(pages))
	for i, page := range others {
		loop = append(loop, page)
		if (i+1)%beats == 0 && len(spotlights) > 0 {
			loop, spotlights = append(loop, spotlights[0]), spotlights[1:]
		}
	}
	return append(loop, spotlights...)
}

func seconds(pages []Page) float64 {
	total := 0.0
	for _, page := range pages {
		total += page.head().Dwell
	}
	return total
}
