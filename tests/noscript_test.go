//go:build stories

package tests

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// formFile is a file of a form: field, name, bytes.
type formFile struct {
	field, name string
	body        []byte
}

// multipartOf is a form as a browser sends it.
func multipartOf(t *testing.T, values map[string]string, files ...formFile) (body []byte, media string) {
	t.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	for name, value := range values {
		form.WriteField(name, value)
	}
	for _, f := range files {
		part, err := form.CreateFormFile(f.field, f.name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(f.body)
	}
	form.Close()
	return out.Bytes(), form.FormDataContentType()
}

var formToken = regexp.MustCompile(`name="started" value="([^"]+)"`)

// opens reads a form's page and returns the token of that one form.
func (c *caller) opens(path string) string {
	c.t.Helper()
	page := c.want(http.StatusOK, "GET", path, nil).body
	m := formToken.FindSubmatch(page)
	if m == nil {
		c.t.Fatalf("%s has no form:\n%.500s", path, page)
	}
	return string(m[1])
}

// posts sends a form; it is answered with a page or a way onward.
func (c *caller) posts(path string, values map[string]string, files ...formFile) answer {
	c.t.Helper()
	body, media := multipartOf(c.t, values, files...)
	return c.send("POST", path, body, "Content-Type: "+media)
}

// filled is the form as a voter without JavaScript fills it in.
func filled(token, words string) map[string]string {
	return map[string]string{"started": token, "category": "road", "words": words, "village": "莲池村", "place": "村口", "name": "垚先生",
		"phone": "13711110003", "consent": consent, "website": ""}
}

// writing is longer than the least time a person needs to fill a form in.
const writing = 5 * time.Second

// Without JavaScript: a form, pictures in it, on to the progress page, a verdict, a word more, and everything deleted
// again. What is wrong comes back as the same form with a sentence.
func TestPhoneFormsWithoutScripts(t *testing.T) {
	s := startTown(t)
	o := openOffice(t, s, "liaison_officer", "handling_unit")
	phone, hasty, robot := s.caller("127.0.0.3"), s.caller("127.0.0.4"), s.caller("127.0.0.5")
	path := "/D/" + deputyCode + "/new"
	token, trap := phone.opens(path), robot.opens("/S/"+homeCode+"/new")
	if a := hasty.posts(path, filled(hasty.opens(path), "太快了")); a.status != http.StatusBadRequest || !bytes.Contains(a.body, []byte("太快了")) {
		t.Errorf("sent at once: %d, and what was typed is kept: %v", a.status, bytes.Contains(a.body, []byte("太快了")))
	}
	time.Sleep(writing)
	caught := filled(trap, "买药就来")
	caught["website"] = "http://example.com"
	if a := robot.posts("/S/"+homeCode+"/new", caught); a.status != http.StatusBadRequest {
		t.Errorf("a program that fills in everything: %d", a.status)
	}
	without := filled(token, "路灯不亮")
	delete(without, "consent")
	if a := phone.posts(path, without); a.status != http.StatusBadRequest || !bytes.Contains(a.body, []byte("路灯不亮")) || formToken.Find(a.body) == nil {
		t.Errorf("without consent: %d\n%.600s", a.status, a.body)
	}
	a := phone.posts(path, filled(token, "路灯不亮，晚上看不见"), formFile{"photo", "", nil}, formFile{"photo", "a.jpg", voterPicture(t)})
	way := a.head.Get("Location")
	if a.status != http.StatusSeeOther || !regexp.MustCompile(`^/T/\d{12}\?new=1$`).MatchString(way) {
		t.Fatalf("sent: %d to %q\n%.900s", a.status, way, a.body)
	}
	code := way[3:15]
	if page := string(phone.want(http.StatusOK, "GET", way, nil).body); !strings.Contains(page, code[:4]+" "+code[4:8]+" "+code[8:]) || strings.Contains(page, "垚") {
		t.Error("the receipt does not show the code, or shows the name")
	}
	var again []string
	var all sync.WaitGroup
	var lock sync.Mutex
	body, media := multipartOf(t, filled(token, "路灯不亮，晚上看不见"))
	for range 32 { // a double tap, and worse
		all.Go(func() {
			a, err := phone.try("POST", path, body, "Content-Type: "+media)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				t.Error(err)
			}
			again = append(again, a.head.Get("Location"))
		})
	}
	all.Wait()
	if slices.ContainsFunc(again, func(to string) bool { return to != way }) {
		t.Errorf("the same form again leads to %v", again)
	}
	f := phone.stands(code, "unverified")
	list := told[struct {
		Items []struct{ ID, Number, State string }
	}](o.officer().caller, o.officer().want(http.StatusOK, "GET", "/api/v1/desk/matters", nil))
	if len(list.Items) != 1 || list.Items[0].Number != f.Number {
		t.Fatalf("the desk has %+v", list.Items)
	}
	id := list.Items[0].ID
	o.master.cannot(id, "accepted", nil, http.StatusConflict, "step_not_possible")
	o.officer().does(id, "verified", nil)
	o.handOn(id, roadUnit)
	if a := phone.posts("/T/"+code+"/more", map[string]string{"words": "今天又摔了一个人"}); a.head.Get("Location") != "/T/"+code+"?done=told" {
		t.Errorf("a word more: %d %q", a.status, a.head.Get("Location"))
	}
	o.unit().does(id, "replied", reply("A", "路灯已修好。"))
	if page := string(phone.want(http.StatusOK, "GET", "/T/"+code, nil).body); !strings.Contains(page, "路灯已修好") {
		t.Error("the progress page has no answer card")
	}
	later := s.caller("127.0.0.6") // looking so often would be refused to one address
	if a := later.send("POST", "/T/"+code+"/rating", []byte("satisfaction=satisfied&words="), "Content-Type: application/x-www-form-urlencoded"); a.head.Get("Location") != "/T/"+code+"?done=rated" {
		t.Errorf("a verdict: %d %q", a.status, a.head.Get("Location"))
	}
	later.stands(code, "rated")
	if a := later.posts("/T/"+code+"/delete", map[string]string{"what": "all"}); a.status != http.StatusBadRequest {
		t.Errorf("deleted without being sure: %d", a.status)
	}
	if a := later.posts("/T/"+code+"/delete", map[string]string{"what": "all", "sure": "1"}); a.head.Get("Location") != "/T/"+code+"/mine?done=all" {
		t.Errorf("deleted: %d %q", a.status, a.head.Get("Location"))
	}
	if page := string(later.want(http.StatusOK, "GET", "/T/"+code+"/mine", nil).body); strings.Contains(page, "摔了") || strings.Contains(page, "晚上看不见") {
		t.Error("the words are still there")
	}
}

// A telephone in its frugal mode runs no script: the form is found from the deputy's page, filled in by hand and sent.
func TestBrowserSendsTheFormWithoutScripts(t *testing.T) {
	s := startTown(t)
	b := browse(t, phone)
	b.call(emulation.SetScriptExecutionDisabledParams{Value: true})
	b.play(chromedp.Navigate(s.url("/D/"+deputyCode)), see("麦穗田"), tap("向TA反映"), chromedp.WaitVisible(`#matter`), see("是哪一类事"))
	opened := time.Now()
	if wide := ask[int](b, "document.documentElement.scrollWidth"); int64(wide) > phone.width {
		t.Errorf("the form is %d wide on a phone of %d", wide, phone.width)
	}
	b.play(
		chromedp.Click(`input[name=category][value=road]`),
		chromedp.SendKeys(`#words`, "桥头有个大坑"),
		chromedp.SendKeys(`#place`, "桥头"),
		chromedp.Click(`input[name=consent]`))
	b.picture("form")
	time.Sleep(time.Until(opened.Add(writing)))
	b.play(tap("交上去"), chromedp.WaitVisible(`//h1[text()="收到了"]`))
	b.picture("receipt")
	at := ask[string](b, "location.pathname")
	if !regexp.MustCompile(`^/T/\d{12}$`).MatchString(at) {
		t.Fatalf("sent, and the page is %s", at)
	}
	s.caller("127.0.0.3").stands(at[3:], "unverified")
	b.play(chromedp.Navigate(s.url(at+"/mine")), see("桥头有个大坑"))
	b.picture("mine")
	b.play(chromedp.Click(`form:has(input[value=all]) input[name=sure]`), tap("全部删除"), chromedp.WaitVisible(`[role=status]`), gone("桥头有个大坑"))
}
