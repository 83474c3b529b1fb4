//go:build stories

package tests

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var walls = []size{landscape, portrait, ledWide, ledSmall, strip}

// screen registers a wall of a size that shows one kind of page only.
func (s *live) screen(at size, page string) (path string) {
	s.t.Helper()
	id := fmt.Sprintf("%s-%s", strings.ReplaceAll(page, "_", "-"), at)
	s.run("set", "screen", id, "kind=wall", "name="+id, fmt.Sprint("width=", at.width), fmt.Sprint("height=", at.height), "pages="+page)
	return "/display/" + id
}

// stands waits until a kind of page is drawn on the wall: its sheet alone, words on it, every picture there, no fade under
// way. The bar above says as much as a page does and is there before it.
func stands(body string) step {
	return until(fmt.Sprintf(`new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => {
		const sheets = [...document.querySelectorAll('.sheet')];
		drawn(sheets.length === 1 && sheets.every(s => s.querySelector(%s)?.innerText.trim()) &&
			[...document.images].every(i => i.complete && i.naturalWidth) &&
			document.getAnimations().every(a => a.playState !== 'running'));
	})))`, quote(".body."+body)), "no "+body+" on the wall")
}

// cutWords lists the visible words that reach out of the screen or out of the box that clips them. A font's box is taller
// than its strokes, hence the slack above and below; a post shortened with dots is meant to be.
const cutWords = `(() => {
	const cut = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const box = node.parentElement;
		if (!node.data.trim() || !box.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		const r = range.getBoundingClientRect();
		const slack = parseFloat(getComputedStyle(box).fontSize) / 3;
		const within = (left, top, right, bottom) =>
			r.left >= left - 2 && r.top >= top - slack && r.right <= right + 2 && r.bottom <= bottom + slack;
		let whole = within(0, 0, innerWidth, innerHeight);
		for (let e = box; e && whole; e = e.parentElement) {
			const style = getComputedStyle(e), c = e.getBoundingClientRect();
			if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') break;
			if (style.overflow !== 'visible') whole = within(c.left, c.top, c.right, c.bottom);
		}
		if (!whole) cut.push(node.data.trim());
	}
	return cut;
})()`

// A visitor sees every page of the wall at every size; the codes on it can be scanned from the picture.
func TestWallAtEverySize(t *testing.T) {
	s := startDemo(t)
	for _, at := range walls {
		t.Run(at.String(), func(t *testing.T) {
			b := browse(t, at)
			for _, page := range []string{"faces", "spotlight", "reception", "promise", "solved", "projects", "notice"} {
				body := strings.Replace(page, "promise", "pledge", 1) // the spotlight has a promise too
				b.play(chromedp.Navigate(s.url(s.screen(at, page))), stands(body))
				picture := b.picture(page)
				if page == "faces" || page == "spotlight" {
					for _, code := range scan(t, picture) {
						if !strings.HasPrefix(code, strings.ToUpper(s.url("/"))) {
							t.Errorf("%s: a code says %q", page, code)
						}
					}
				}
				if cut := ask[[]string](b, cutWords); len(cut) > 0 {
					t.Errorf("%s: these words are cut: %q", page, cut)
				}
			}
		})
	}
}

// What the desk changes is on the open wall by itself; an ended mandate leaves it; nothing but the commit does this.
func TestWallFollowsTheRoster(t *testing.T) {
	s := startDemo(t)
	_, found := s.deputies("?q=" + url.QueryEscape("吴康"))
	b := browse(t, landscape)
	b.play(chromedp.Navigate(s.url(s.screen(landscape, "overview"))), see("吴康"))
	b.picture("before")
	s.run("set", "deputy", found[0].ID, "name=吴健康")
	b.play(see("吴健康"))
	s.run("set", "deputy", found[0].ID, "ended=2026-01-31")
	b.play(gone("吴健康"))
	b.picture("after")
}

// A wall keeps its picture when the station is gone, and follows again when it is back.
func TestWallOutlivesTheStation(t *testing.T) {
	s := startDemo(t)
	b := browse(t, landscape)
	b.play(chromedp.Navigate(s.url(s.screen(landscape, "overview"))), stands("overview"), see("吴康"))
	s.kill()
	b.play(until(`new Promise(done => setTimeout(() => done(document.body.innerText.includes('林海涵')), 3000))`, "the wall went blank"))
	if empty := ask[int](b, `[...document.images].filter(i => i.getClientRects().length && !i.naturalWidth).length`); empty > 0 {
		t.Errorf("%d faces are gone", empty)
	}
	s.up()
	s.run("set", "deputy", "林海涵", "name=林海天")
	b.play(see("林海天"))
}
