package phone

import (
	"regexp"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{dayWords("2026-11-24", "2026-11-21"), "11月24日 星期二"},
		{dayWords("2026-11-21", "2026-11-21"), "今天 11月21日 星期六"},
		{dayWords("2026-12-01", "2026-11-30"), "明天 12月1日 星期二"},
		{dayWords("2027-01-07", "2026-11-21"), "2027年1月7日 星期四"},
		{dateWords("2026-11-03"), "2026年11月3日"},
		{dateWords("2026-11"), "2026年11月"},
		{dateWords("2026"), "2026年"},
		{dateWords(""), ""},
		{hoursWords("09:00", "11:30"), "上午9:00—11:30"},
		{hoursWords("09:00", "15:00"), "上午9:00—下午3:00"},
		{hoursWords("12:00", "13:00"), "下午12:00—1:00"},
		{hoursWords("14:30", "19:00"), "下午2:30—晚上7:00"},
		{firstLetter("  欧阳知秋"), "欧"},
		{firstLetter(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// A page with nothing filled in has no empty headings or dead links.
func TestEmptyPagesStayTidy(t *testing.T) {
	deputy, err := WriteDeputy(Deputy{Name: "林海涵", Card: "/card"})
	if err != nil {
		t.Fatal(err)
	}
	bare, err := WriteStation(Station{Name: "联络站"})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{string(deputy), string(bare)} {
		for _, fault := range []string{`tel:"`, `href=""`, `src=""`, "履职承诺", "最近履职", "<nil>", "<dd></dd>", "<ul"} {
			if strings.Contains(page, fault) {
				t.Errorf("an empty page shows %q", fault)
			}
		}
	}
	if !strings.Contains(string(deputy), "最近还没有排定") || !strings.Contains(string(bare), "还没有登记代表") {
		t.Error("an empty page says nothing")
	}
}

// Every class a page uses is styled, and every class styled is used.
func TestStyleAndPagesAgree(t *testing.T) {
	used := map[string]bool{}
	pages, err := sources.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, look := range looks {
		used[look] = true
	}
	for _, m := range regexp.MustCompile(`className = '(\w+)'`).FindAllSubmatch(Script(), -1) {
		used[string(m[1])] = true
	}
	for _, page := range pages {
		source, err := sources.ReadFile(page.Name())
		if err != nil {
			t.Fatal(err)
		}
		source = regexp.MustCompile(`\{\{[^}]*\}\}`).ReplaceAll(source, nil)
		for _, m := range regexp.MustCompile(`class="([^"]+)"`).FindAllSubmatch(source, -1) {
			for _, class := range strings.Fields(string(m[1])) {
				used[class] = true
			}
		}
	}
	styled := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.([a-z]+)`).FindAllSubmatch(Style(), -1) {
		styled[string(m[1])] = true
	}
	for class := range used {
		if !styled[class] {
			t.Errorf("class %s has no style", class)
		}
	}
	for class := range styled {
		if !used[class] {
			t.Errorf("style .%s is not used", class)
		}
	}
}

func TestReceptionWordsReachThePage(t *testing.T) {
	page, err := WriteDeputy(Deputy{Name: "林海涵", Receptions: []Reception{{Date: "2026-11-24", Today: "2026-11-21",
		Lunar: "十月十六", Start: "14:30", End: "16:30", Place: "莲池联络点", Tentative: true}}, Office: Office{Phone: "0999-87000001"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"11月24日 星期二", "农历十月十六", "下午2:30—4:30", "莲池联络点", "日期可能调整", `href="tel:0999-87000001"`} {
		if !strings.Contains(string(page), words) {
			t.Errorf("the page lacks %q", words)
		}
	}
}
