package ime

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func BenchmarkSuggest(b *testing.B) {
	e := New(houseNames)
	for _, c := range []struct{ name, keys string }{
		{"letter", "z"}, {"syllable", "shi"}, {"phrase", "zilaishui"}, {"initials", "zlsgs"},
		{"sentence", "womencunkoudeludenghuailesangeyuemeirenxiu"},
		{"worst/initials", strings.Repeat("zs", 32)}, {"worst/vowels", strings.Repeat("a", 64)}, {"worst/alike", strings.Repeat("zhangn", 10)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Suggest(c.keys, 40)
			}
		})
	}
}

// Every key of the complaints as it is touched, the letters before it still there; a house with 2,000 names.
func BenchmarkKeys(b *testing.B) {
	names := slices.Clone(house)
	for i := range 2000 {
		names = append(names, fmt.Sprintf("%c%c%c村", '一'+rune(i*7%2000), '大'+rune(i*13%2000), '山'+rune(i*29%2000)))
	}
	e := New(func() []string { return names })
	var keys []string
	for _, c := range complaints(b, "complaints.txt") {
		for _, typed := range c.typed {
			for n := range len(typed) {
				keys = append(keys, typed[:n+1])
			}
		}
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		begun := time.Now()
		e.Suggest(keys[i%len(keys)], 40)
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
}
