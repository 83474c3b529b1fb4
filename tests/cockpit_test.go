//go:build stories

package tests

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"lianzhan/station"
	"lianzhan/station/figure"
)

// hall is a wall at the county: a demo county, its board as the API tells it, and the page beside it.
type hall struct {
	*browser
	s    *live
	desk *clerk
	days string // twelve months: in January this year has hardly begun
}

func openHall(t *testing.T) *hall {
	t.Helper()
	s := startCounty(t, "--demo")
	h := &hall{s: s, desk: openOffice(t, s).master, browser: browse(t, landscape)}
	today := time.Now().In(station.Zone)
	h.days = fmt.Sprintf("from=%s&to=%s", today.AddDate(0, 0, 1-today.Day()).AddDate(0, -11, 0).Format(time.DateOnly), today.Format(time.DateOnly))
	h.act(chromedp.Navigate(s.url("/desk")))
	h.signIn("zhanzhang", firstPassword)
	h.act(chromedp.Navigate(s.url("/cockpit?"+h.days)), see("每月走势"))
	return h
}

func (h *hall) board(scope string) figure.Board {
	h.t.Helper()
	return told[figure.Board](h.desk.caller, h.desk.want(http.StatusOK, "GET", "/api/v1/county/cockpit?scope="+scope+"&"+h.days, nil))
}

func (h *hall) figure(key string) figure.Figure {
	h.t.Helper()
	figures := h.board("").Figures
	at := slices.IndexFunc(figures, func(f figure.Figure) bool { return f.Key == key })
	if at < 0 {
		h.t.Fatalf("nobody counts %s", key)
	}
	return figures[at]
}

// said is a number as the page writes it: two decimals at most, thousands parted.
func said(v float64) string {
	text := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	whole, rest, _ := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

func percent(rate float64) string {
	return strconv.FormatFloat(math.Round(rate*1000)/10, 'f', -1, 64) + "%"
}

// tile waits until the tile of a label says a number.
func tile(label, number string) step {
	return until(fmt.Sprintf(`[...document.querySelectorAll('.tile')].some(e => e.querySelector('.label').innerText === %s
		&& e.querySelector('.value').innerText.replace(/\s+/g, '') === %s)`, quote(label), quote(number)), label+" never says "+number)
}

// listed adds up what stands in the drawer's list: how many lines count, and what they add.
type listed struct {
	Count, Sum float64
}

func (h *hall) listed() listed {
	h.t.Helper()
	h.act(until(`document.querySelector('.drawer tbody tr') !== null`, "no list opens"))
	for ask[bool](h.browser, `document.querySelector('.drawer .rest') !== null`) {
		shown := ask[int](h.browser, `document.querySelectorAll('.drawer tbody tr').length`)
		h.act(tap("再列"), until(fmt.Sprintf(`document.querySelectorAll('.drawer tbody tr').length > %d`, shown), "no more is listed"))
	}
	return ask[listed](h.browser, `(() => {
		const cells = [...document.querySelectorAll('.drawer td.number')].map(e => e.innerText).filter(s => s !== '未计入');
		return {Count: cells.length, Sum: cells.reduce((sum, s) => sum + Number(s.replace(/,/g, '')), 0)};
	})()`)
}

// What hangs on the wall is what the API counts, and behind each number stand as many records as it says.
func TestTheWallShowsWhatIsCounted(t *testing.T) {
	h := openHall(t)
	for _, key := range []string{"received", "visits", "activities", "news", "opinions", "adopted", "overdue"} {
		f := h.figure(key)
		h.act(tile(f.Label, said(f.Value)+f.Unit))
	}
	for _, key := range []string{"placed", "handled", "satisfied"} {
		f := h.figure(key)
		h.act(tile(f.RateLabel, percent(*f.Rate)))
	}
	h.act(tile("平均进度", fmt.Sprintf("%.0f%%", h.figure("progress").Value)))

	h.act(tap("接待选民"))
	if got, want := h.listed(), h.figure("received"); got.Sum != want.Value || int(got.Count) != want.Rows {
		t.Errorf("behind %v received of %d records stand %+v", want.Value, want.Rows, got)
	}
	h.axe("drawer")
	h.picture("drawer")
	h.act(tap("关闭"), gone("怎么算的"), tap("采纳"))
	if got, want := h.listed(), h.figure("adopted"); got.Count != want.Value {
		t.Errorf("behind %v adopted stand %+v", want.Value, got)
	}
	h.act(tap("关闭"), gone("怎么算的"), tap("海城镇联络站点总数"), see("公布7，统计8"))
	if got := h.listed(); got.Count != 8 {
		t.Errorf("Haicheng announces 7 stations and 8 are listed: %+v", got)
	}
	h.act(tap("关闭"), gone("怎么算的"))

	b := h.board("")
	if b.Demo != 5 || b.Boxes.Of != 3 {
		t.Errorf("%d invented boxes, and of those that are to come %+v", b.Demo, b.Boxes)
	}
	h.act(see("还没有站点接入，演示站点5个"), see("数据可能不全的站点3个"), see("还没有接入3"), see("另有演示站点5个，数据是编的"),
		see("截至"+b.AsOf.Format("1月2日")))
}

// A record that is written changes the wall by itself. A key leads into a town and to a list; all is the town's then. The
// month can be taken away.
func TestTheWallFollowsAndObeysKeys(t *testing.T) {
	h := openHall(t)
	before := h.figure("activities")
	h.act(tile("开展活动", said(before.Value)+"次"))
	h.s.run("set", "activity", "走访山里", "type=visit", "date="+string(h.board("").To))
	h.act(tile("开展活动", said(before.Value+1)+"次"))

	h.act(focus(".bars .bar:not(:disabled)"))
	town := ask[string](h.browser, `document.activeElement.querySelector('.name').innerText`)
	h.act(chromedp.KeyEvent("\r"), until(`document.querySelector('h1').innerText.startsWith(`+quote(town)+`)`, "the key leads nowhere"))
	place := h.board("").Places[slices.IndexFunc(h.board("").Places, func(p figure.Place) bool { return p.Name == town })]
	trend := h.board(place.Scope).Trend
	received := trend.Series[slices.IndexFunc(trend.Series, func(s figure.Series) bool { return s.Key == "received" })]
	for _, month := range received.Values {
		if month != 0 {
			h.act(until(fmt.Sprintf(`[...document.querySelectorAll('.chart text')].some(e => e.textContent === %s)`, quote(said(month))),
				fmt.Sprintf("the line of %s has no %v", town, month)))
		}
	}
	h.act(focus(".tile"), chromedp.KeyEvent("\r"))
	if got := h.listed(); got.Sum != place.Values["received"].Value {
		t.Errorf("behind %v received at %s stand %+v", place.Values["received"].Value, town, got)
	}
	h.act(chromedp.KeyEvent("\u001b"), gone("怎么算的"), until(`document.activeElement.classList.contains('tile')`, "the place on the page is lost"),
		tap("回到上一级"), until(`document.querySelector('h1').innerText.startsWith("和川县")`, "nothing leads up again"))
	h.month()
}

// month takes the month from the wall, in the forms the office takes further.
func (h *hall) month() {
	h.t.Helper()
	month := string(h.board("").To)[:len("2026-11")]
	h.act(touch(`document.querySelector('.take summary')`, "月报"), see("打开来打印"))
	h.axe("month")
	for form, begins := range map[string]string{"csv": "\ufeff类别", "xlsx": "PK", "pdf": "%PDF", "html": "<!doctype html>"} {
		got := ask[string](h.browser, `fetch([...document.querySelectorAll('.take a')].find(a => a.href.includes('.`+form+`')).href)
			.then(async r => r.status + ' ' + new TextDecoder('utf-8', {ignoreBOM: true}).decode((await r.arrayBuffer()).slice(0, 40)))`)
		if !strings.HasPrefix(strings.ToLower(got), "200 "+strings.ToLower(begins)) {
			h.t.Errorf("%s begins %q", form, got)
		}
	}
	h.act(chromedp.Navigate(h.s.url("/api/v1/county/cockpit/month.html?month="+month)), see("人大代表联络工作月报"), see("月份："), see("海城镇“联络站点总数”公布为7，登记在册8"))
	h.axe("paper")
}

// focus goes by the tab key until something is reached.
func focus(selector string) step {
	return func(ctx context.Context, page *chromedp.Target) (chromedp.Void, error) {
		for range 60 {
			if _, err := chromedp.KeyEvent("\t")(ctx, page); err != nil {
				return chromedp.Void{}, err
			}
			if there, err := chromedp.Evaluate[bool](`document.activeElement.matches(`+quote(selector)+`)`)(ctx, page); there || err != nil {
				return chromedp.Void{}, err
			}
		}
		return chromedp.Void{}, fmt.Errorf("the tab key never reaches %s", selector)
	}
}

// On a wall nothing is cut and nobody scrolls; at a desk and on a phone nothing stands outside.
func TestTheWallAtEverySize(t *testing.T) {
	h := openHall(t)
	for _, screen := range []struct {
		size
		wall bool
		axe  bool
	}{
		{landscape, true, true}, {size{3840, 2160}, true, false}, {size{2560, 720}, true, false}, {strip, true, false}, {portrait, true, false},
		{size{1280, 640}, true, true}, {size{960, 480}, true, false},
		{officeScreen, false, false}, {size{1280, 1024}, false, false}, {size{390, 844}, false, true},
	} {
		name := screen.String()
		h.act(chromedp.EmulateViewport(screen.width, screen.height, chromedp.EmulateTouch), until(fmt.Sprintf(`innerWidth === %d`, screen.width), "the size never changes"), still)
		h.picture(name)
		if screen.axe {
			h.axe(name)
		}
		for _, cut := range ask[[]string](h.browser, `[...document.querySelectorAll('.tile, .tile *, .top h1, .panel h2, .truth p')]
			.filter(e => e.getClientRects().length && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline' || e.getBoundingClientRect().right > innerWidth + 1))
			.map(e => e.className + ' ' + e.innerText)`) {
			t.Errorf("%s: %q is cut", name, cut)
		}
		if wide := ask[bool](h.browser, `document.documentElement.scrollWidth > innerWidth`); wide {
			t.Errorf("%s: something stands outside", name)
		}
		if !screen.wall {
			continue
		}
		if tall := ask[bool](h.browser, `document.documentElement.scrollHeight > innerHeight`); tall {
			t.Errorf("%s: a wall that would have to be scrolled", name)
		}
		// A number is read from five metres: 40 mm on 55 inches, whose height is 685 mm; on a strip it is at least a 20th of the height.
		if least := ask[float64](h.browser, `Math.min(...[...document.querySelectorAll('.tile .value')].map(e => parseFloat(getComputedStyle(e).fontSize)))`); least < float64(min(screen.width, screen.height))/20 {
			t.Errorf("%s: numbers of %v px", name, least)
		}
	}
}
