package form

import (
	"slices"
	"testing"
)

func TestLinesBreakAsChineseDoes(t *testing.T) {
	l, err := unpackLetters()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 5, []string{""}},
		{"路面坏了", 5, []string{"路面坏了"}},
		{"路面坏了，有坑", 4, []string{"路面坏", "了，有坑"}},
		{"一\n二", 5, []string{"一", "二"}},
		{"电话0000-1234567找他", 7, []string{"电话", "0000-1234567", "找他"}},
		{"aaaaaaaaaaaaaaaaaaaa", 4, []string{"aaaaaaa", "aaaaaaa", "aaaaaa"}},
	} {
		if got := l.wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %g) = %q", c.text, c.width, got)
		}
	}
}

func TestNoLineIsWiderThanItsCell(t *testing.T) {
	l, err := unpackLetters()
	if err != nil {
		t.Fatal(err)
	}
	const text = "选民说：“井盖（铸铁的）坏了3天！！！”；编号990101-2026-000017，网址http://192.168.1.10:8080/T/123456789012，请尽快。"
	for width := 2.0; width < 30; width += 0.7 {
		for _, line := range l.wrap(text, width) {
			if w := l.width(line); w > width+1e-9 {
				t.Errorf("at %g a line of %g: %s", width, w, line)
			}
		}
	}
}
