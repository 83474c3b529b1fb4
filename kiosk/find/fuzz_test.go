package find

import (
	"strings"
	"testing"
)

func FuzzFind(f *testing.F) {
	f.Add("林知夏|单于兰|阿依古丽·托合提", "lzx")
	f.Add("长行重乐|吕女绿|Ann 李|㐂", "changhang")
	f.Add("\xff|·|", "\xf0\x9f")
	f.Add(strings.Repeat("那安", 40), strings.Repeat("na", 40))
	f.Add("İı|ﬀ|ǆ|K", "k")
	f.Fuzz(func(t *testing.T, names, query string) {
		entries := named(strings.Split(names, "|")...)
		for i := range entries {
			entries[i].Reading, entries[i].Phone, entries[i].PhonePublic = query, query, i%2 == 0
			entries[i].Posts, entries[i].Group = []string{names, query}, query
		}
		x := New(entries)
		checkAnswer(t, x, query)
		for i, e := range entries {
			itself := false
			for _, at := range checkAnswer(t, x, e.Name) {
				itself = itself || at == i
			}
			if !itself {
				t.Fatalf("%q does not find itself", e.Name)
			}
			if letter := Initial(e.Name, e.Reading); len(letter) != 1 || letter != "#" && (letter < "A" || letter > "Z") {
				t.Fatalf("%q, read %q, stands under %q", e.Name, e.Reading, letter)
			}
		}
	})
}

func checkAnswer(t *testing.T, x *Index, query string) []int {
	seen := make([]bool, x.size)
	answer := x.Append(nil, query)
	for _, i := range answer {
		if i < 0 || i >= x.size || seen[i] {
			t.Fatalf("%q finds %v of %d entries", query, answer, x.size)
		}
		seen[i] = true
	}
	return answer
}
