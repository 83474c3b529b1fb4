package form

import (
	"bytes"
	"html"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

// poison puts a text into every string a value holds, however deep.
func poison(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(text)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			poison(v.Field(i), text)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), text)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), text)
		}
	}
}

var tag = regexp.MustCompile(`<(/?[a-z0-9]+|!doctype)`)

func TestHTMLInEveryFieldIsText(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=y>`
	for _, sheet := range []Sheet{MatterSheet(sampleCase()), Receipt(sampleCase(), "123456789012", "x")} {
		poison(reflect.ValueOf(&sheet).Elem(), evil)
		sheet.Address = "http://x/"
		page, err := Page("/style.css", sheet)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(page, []byte("<script")) || bytes.Contains(page, []byte("<img")) || !bytes.Contains(page, []byte("&lt;script&gt;")) {
			t.Error("a field became a tag")
		}
		for _, m := range tag.FindAllSubmatch(page, -1) {
			if name := string(m[1]); name == "script" || name == "img" || name == "iframe" {
				t.Errorf("a <%s>", name)
			}
		}
	}
}

func TestThePageSaysWhatThePaperSays(t *testing.T) {
	for _, sheet := range []Sheet{MatterSheet(sampleCase()), ProposalSheets(Proposal{House: sampleHouse()})[0], MatterSheet(Case{})} {
		page, err := Page("/style.css", sheet)
		if err != nil {
			t.Fatal(err)
		}
		text := html.UnescapeString(string(page))
		for _, b := range sheet.Blocks {
			for _, row := range append([]Row{b.Head}, b.Rows...) {
				for _, c := range row {
					for _, words := range []string{c.Label, c.Text, c.Sign} {
						if !strings.Contains(text, words) {
							t.Errorf("%s: %q is not on the page", b.Name, words)
						}
					}
				}
			}
		}
		for _, inline := range []string{" style=", "<script", "onload", "javascript:"} {
			if strings.Contains(text, inline) {
				t.Errorf("the policy forbids %q", inline)
			}
		}
	}
}

func TestThePageCountsEveryColumn(t *testing.T) {
	page, err := Page("/style.css", MatterSheet(sampleCase()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(page, []byte("<table>")); n != len(MatterSheet(sampleCase()).Blocks) {
		t.Errorf("%d tables", n)
	}
	if !bytes.Contains(page, []byte(`<link rel="stylesheet" href="/style.css">`)) || !bytes.Contains(page, []byte(`<path d="M0 0h7v1H0z`)) {
		t.Error("no style sheet or no code on the page")
	}
}
