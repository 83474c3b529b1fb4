package form

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"lianzhan/station"
)

// Spaces people write into on a form that has no value yet.
const (
	dayBlank  = "　　年　　月　　日"
	signBlank = "签名：　　　　　　　" + dayBlank
)

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(station.Zone).Format("2006-01-02 15:04")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return station.DateOf(t.In(station.Zone)).Chinese()
}

func date(d station.Date) string {
	if !d.Full() {
		return string(d)
	}
	return d.Chinese()
}

// choice draws every option with its box, the chosen one ticked.
func choice(chosen string, options ...option) string {
	var b strings.Builder
	for i, o := range options {
		if i > 0 {
			b.WriteString("　")
		}
		box := "□"
		if chosen != "" && o.id == chosen {
			box = "☑"
		}
		b.WriteString(box + o.label)
	}
	return b.String()
}

type option struct{ id, label string }

// options are the words of a closed list.
func options[K ~string](list station.Choices[K]) []option {
	all := make([]option, len(list))
	for i, c := range list {
		all[i] = option{string(c.ID), c.Label}
	}
	return all
}

// lettered puts the letter of each class before its name.
func lettered(classes []option) []option {
	for i, c := range classes {
		classes[i].label = c.id + " " + c.label
	}
	return classes
}

func tick(yes bool, label string) string {
	if yes {
		return "☑" + label
	}
	return "□" + label
}

// count is a number with its measure word, empty for none.
func count(n int, measure string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d%s", n, measure)
}

// lines joins what is not empty, one to a line.
func lines(parts ...string) string { return joined("\n", parts) }

// spaced joins what is not empty with a wide blank.
func spaced(parts ...string) string { return joined("　", parts) }

func joined(between string, parts []string) string {
	var filled []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, between)
}

// after puts a name before a value that is there.
func after(name, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	return name + value
}

// plain is a text without what cannot be printed: controls, and marks that only steer direction or joining, which could
// make a line read other than it is stored.
func plain(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u00a0', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, text)
}
