package kiosk

import (
	"net/http"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/web/phone"
)

func TestADeputysPhonePage(t *testing.T) {
	h := open(t, aTown(t))
	body := h.get("/D/00000001")
	for _, words := range []string{"<h1>林海涵</h1>", "县人大代表", "镇人大代表", "莲池村党支部书记", "第3选区", `href="/S/00000036"`,
		"12月8日 星期二", "农历十月三十", "上午9:00—11:00", "有事找我，件件有回音。", "2026年11月3日 · 学习培训", "柑桔培训",
		`href="tel:0999-87000002"`, `href="/api/v1/deputies/00000001/card.vcf"`, "这是真的吗", "192.168.1.10:8080",
		`src="/api/v1/files/` + hash('a'), phone.StylePath} {
		if !strings.Contains(body, words) {
			t.Errorf("the page lacks %q", words)
		}
	}
	if strings.Contains(body, "<script") || strings.Contains(body, " style=") {
		t.Error("the page needs what its policy forbids")
	}
	if !strings.Contains(h.get("/D/00000002"), `href="tel:13900002222"`) {
		t.Error("a published number cannot be called")
	}
}

func TestAStationsPhonePage(t *testing.T) {
	h := open(t, aTown(t))
	body := h.get("/S/00000035")
	for _, words := range []string{"<h1>白石镇中心联络站</h1>", "白石镇人民路18号", "周一至周五 8:30—17:00", "今天 11月21日 星期六", "接待代表：覃若溪",
		`<a href="/D/00000003">欧阳知秋</a>`, "河州市代表", "莲池夜话"} {
		if !strings.Contains(body, words) {
			t.Errorf("the page lacks %q", words)
		}
	}
	if strings.Contains(body, "冼百川</a>") || strings.Contains(body, "农历十月十六") {
		t.Error("the page lists a deputy or a reception of another station")
	}
	h.write(t, change(station.OpDelete, station.KindDeputy, "d03", nil))
	if body := h.get("/S/00000035"); !strings.Contains(body, "冼百川</a>") {
		t.Error("a station without deputies of its own lists nobody")
	}
}

func TestCodesAreForgiven(t *testing.T) {
	h := open(t, aTown(t))
	for typed, proper := range map[string]string{
		"/d/00000001": "/D/00000001", "/D/ooooooo1": "/D/00000001", "/D/0000-000I": "/D/00000001",
		"/D/0000%200001": "/D/00000001", "/D/00000001/": "/D/00000001", "/s/0000oo35": "/S/00000035",
	} {
		if a := h.ask("GET", typed); a.status != http.StatusMovedPermanently || a.header.Get("Location") != proper {
			t.Errorf("%s: %d to %q", typed, a.status, a.header.Get("Location"))
		}
	}
}

func TestNobodyThereIsSaidKindly(t *testing.T) {
	h := open(t, aTown(t))
	for address, want := range map[string]struct {
		status int
		words  string
	}{
		"/D/00000006": {http.StatusGone, "任期已结束"},
		"/D/0000000Z": {http.StatusNotFound, "没有找到这一页"},
		"/D/whoever":  {http.StatusNotFound, "没有找到这一页"},
		"/S/0000000Z": {http.StatusNotFound, "没有找到这一页"},
	} {
		a := h.ask("GET", address, "If-None-Match", "*")
		if a.status != want.status || !strings.Contains(a.body, want.words) || !strings.Contains(a.body, `href="/S/00000035"`) {
			t.Errorf("%s: %d %s", address, a.status, a.body)
		}
		if a.header.Get("Content-Security-Policy") != phone.Policy {
			t.Errorf("%s has no policy", address)
		}
	}
}

// What is typed at the desk is text, never markup.
func TestPhonePagesEscape(t *testing.T) {
	h := open(t, aTown(t))
	d := deputies()[1].(*station.Deputy)
	d.Commitment, d.Phone = `<script>alert(1)</script>`, `1"><b>`
	h.put(t, d)
	if body := h.get("/D/00000002"); strings.Contains(body, "<script") || strings.Contains(body, "<b>") {
		t.Error("the page lets markup through")
	}
}

// A first load is the page, the style and the portrait; the pages must leave the portrait its 25 kB of 45.
func TestPhonePagesAreSmall(t *testing.T) {
	w := newWorld(t)
	w.put(t, sites()...)
	w.put(t, crowd(300)...)
	h := open(t, w)
	style := len(h.get(phone.StylePath))
	for _, address := range []string{"/D/" + code(7), "/S/" + code(101)} {
		if size := len(h.get(address)) + style; size > 20<<10 {
			t.Errorf("%s takes %d bytes with its style", address, size)
		}
	}
	if !strings.Contains(h.get("/S/"+code(101)), "还有 200 位代表") {
		t.Error("a long list is cut without a word")
	}
}
