//go:build stories

package tests

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// scan reads every QR code in a picture, as zbarimg does.
func scan(t *testing.T, picture string) []string {
	t.Helper()
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture).Output()
	if err != nil {
		t.Fatalf("no code can be read in %s: %v", picture, err)
	}
	return strings.Fields(string(out))
}

// A voter scans the code of a deputy and gets a page that needs no JavaScript.
func TestPhoneScansADeputy(t *testing.T) {
	s := startDemo(t)
	_, found := s.deputies("?q=" + url.QueryEscape("吴康"))
	code := filepath.Join(t.TempDir(), "qr.png")
	if err := os.WriteFile(code, s.get("/api/v1/deputies/"+found[0].ID+"/qr.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	address := scan(t, code)[0]
	if want := strings.ToUpper(s.url("/D/" + found[0].Code)); address != want {
		t.Fatalf("the code says %q, want %q", address, want)
	}
	b := browse(t, phone)
	b.call(emulation.SetScriptExecutionDisabledParams{Value: true})
	b.play(chromedp.Navigate(strings.Replace(address, "HTTP://", "http://", 1)),
		see("吴康"), see("最近的接待日"), see("打电话给代表"))
	b.picture("deputy")
}

// call sends one DevTools command that switches scripts off, as a phone in a frugal mode does.
func (b *browser) call(p emulation.SetScriptExecutionDisabledParams) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, p); err != nil {
		b.t.Fatal(err)
	}
}

// The pages a phone opens stand up to axe at two widths.
func TestPhonePagesAreAccessible(t *testing.T) {
	s := startDemo(t)
	_, found := s.deputies("?q=" + url.QueryEscape("吴康"))
	for _, screen := range []size{phone, {320, 640}} {
		b := browse(t, screen)
		for name, path := range map[string]string{"deputy": "/D/" + found[0].Code, "station": "/S/" + stationCode(t, s), "regret": "/D/ZZZZZZZZ"} {
			b.play(chromedp.Navigate(s.url(path)))
			b.picture(name + "-" + screen.String())
			b.axe(name)
			if wide := ask[int](b, "document.documentElement.scrollWidth"); int64(wide) > screen.width {
				t.Errorf("%s is %d wide on a phone of %d", name, wide, screen.width)
			}
		}
	}
}

// What a phone loads before it shows a deputy must fit a slow line.
func TestPhonePageIsSmall(t *testing.T) {
	s := startDemo(t)
	_, found := s.deputies("?q=" + url.QueryEscape("吴康"))
	for _, page := range []string{"/D/" + found[0].Code, "/S/" + stationCode(t, s)} {
		html := s.get(page)
		total := len(html)
		for _, m := range regexp.MustCompile(`(?:src|href)="(/(?:phone|api/v1/files)/[^"]+)"`).FindAllSubmatch(html, -1) {
			total += len(s.get(string(m[1])))
		}
		if total > 45_000 {
			t.Errorf("%s loads %d bytes, want at most 45,000", page, total)
		}
		if strings.Contains(string(html), "<script") {
			t.Errorf("%s has a script", page)
		}
	}
}

func stationCode(t *testing.T, s *live) string {
	t.Helper()
	m := regexp.MustCompile(`"code":"([0-9A-Z]{8})"`).FindSubmatch(s.get("/api/v1/station"))
	if m == nil {
		t.Fatal("the station has no code")
	}
	return string(m[1])
}

// The telephone of a deputy who did not publish it is nowhere: not on a page, not in an answer, not on a wall.
func TestPrivatePhoneIsNowhere(t *testing.T) {
	s := startDemo(t)
	s.run("set", "deputy", "林海涵", "phone=13900009999", "phone_public=否", "note=内部备注不外传")
	_, found := s.deputies("?q=" + url.QueryEscape("林海涵"))
	id, code := found[0].ID, found[0].Code
	for _, path := range []string{"/api/v1/deputies?limit=200", "/api/v1/deputies/" + id, "/api/v1/deputies/" + id + "/card.vcf",
		"/D/" + code, "/kiosk", "/display/hall", "/api/v1/station", "/api/v1/receptions.ics"} {
		body := string(s.get(path))
		if strings.Contains(body, "13900009999") || strings.Contains(body, "内部备注") {
			t.Errorf("%s tells a private telephone or note", path)
		}
	}
	if strings.Contains(s.log.String(), "13900009999") {
		t.Error("the log tells a private telephone")
	}
	s.run("set", "deputy", "林海涵", "phone_public=是")
	if !strings.Contains(string(s.get("/D/"+code)), "tel:13900009999") {
		t.Error("a published telephone cannot be called")
	}
}

func TestWrongAndEndedCodesAreKind(t *testing.T) {
	s := startDemo(t)
	_, found := s.deputies("?q=" + url.QueryEscape("吴康"))
	s.run("set", "deputy", "吴康", "ended=2026-01-01")
	for path, want := range map[string]int{"/D/ZZZZZZZZ": http.StatusNotFound, "/D/" + found[0].Code: http.StatusGone, "/S/00000000": http.StatusNotFound} {
		res, err := http.Get(s.url(path))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != want || !strings.Contains(string(body), "<html") || strings.Contains(string(body), "吴康") {
			t.Errorf("%s: %s\n%.400s", path, res.Status, body)
		}
	}
}
