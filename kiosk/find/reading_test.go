package find

import (
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
)

// The office's reading comes first; the table's and the dictionary's still find the person, further down.
func TestReadingGivenByTheOffice(t *testing.T) {
	for _, reading := range []string{"dan mei lan", "Dān Měilán", "danmeilan", "DAN", "dan-mei-lan"} {
		entries := []Entry{{Name: "单美兰"}, {Name: "单美兰", Reading: reading}, {Name: "单美兰"}}
		x := New(entries)
		for query, want := range map[string][]int{"danml": {1, 0, 2}, "danmeilan": {1, 0, 2}, "shanmeilan": {0, 2, 1}, "dml": {1, 0, 2}} {
			if got := x.Append(nil, query); !slices.Equal(got, want) {
				t.Errorf("%q with reading %q finds %v, want %v", query, reading, got, want)
			}
		}
		if got := Initial("单美兰", reading); got != "D" {
			t.Errorf("with reading %q the name stands under %s", reading, got)
		}
	}
}

func TestInitial(t *testing.T) {
	for _, c := range []struct{ name, reading, want string }{
		{"林知夏", "", "L"}, {"欧阳晓岚", "", "O"}, {"区晓岚", "", "O"}, {"吕岚", "", "L"}, {"安宁", "", "A"}, {"　林知夏", "", "L"},
		{"Ann", "", "A"}, {"ｂob", "", "B"}, {"3号", "", "#"}, {"㐂田一", "", "#"}, {"㐂田一", "xi tian yi", "X"}, {"", "", "#"},
		{"·", "lin", "#"}, {"乐·努尔", "", "L"}, {"乐努尔", "", "Y"}, {"林知夏", " -- ", "L"}, {"翟岚", "Dí", "D"}, {"女岚", "nǚ", "N"},
	} {
		if got := Initial(c.name, c.reading); got != c.want {
			t.Errorf("Initial(%q, %q) = %q, want %q", c.name, c.reading, got, c.want)
		}
	}
}

func TestSyllables(t *testing.T) {
	for _, c := range []struct {
		given string
		n     int
		want  string
	}{
		{"xian", 1, "xian"}, {"xian", 2, "xi an"}, {"shan meiguang", 3, "shan mei guang"}, {"ouyang xiaolan", 4, "ou yang xiao lan"},
		{"fangan", 2, "fang an"}, {"fan gan", 2, "fan gan"}, {"fang'an", 2, "fang an"}, {"xi an", 1, "xi an"}, {"qwx", 2, "qwx"},
		{strings.Repeat("ma", 63), 63, strings.TrimSpace(strings.Repeat("ma ", 63))}, {strings.Repeat("ma", 90), 90, strings.Repeat("ma", 90)},
	} {
		if got := strings.Join(syllables(foldReading(c.given), c.n), " "); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.given, c.n, got, c.want)
		}
	}
}

// The embedded table must agree with the dictionary it was made from: no character lost, no reading invented, the
// readings in the same order. The surnames and given names of the tests above stand for what was left out.
func TestTableAgreesWithGoPinyin(t *testing.T) {
	args := pinyin.NewArgs()
	args.Heteronym = true
	for code := range pinyin.PinyinDict {
		all := pinyin.SinglePinyin(rune(code), args)
		rest := all
		kept := readings().of(rune(code))
		for _, reading := range kept {
			at := slices.Index(rest, reading)
			if at < 0 {
				t.Fatalf("%c is read %v, go-pinyin has %v", rune(code), kept, all)
			}
			rest = rest[at+1:]
		}
		if len(kept) == 0 && strings.ContainsAny(strings.Join(all, ""), "aiou") {
			t.Errorf("%c has lost its readings %v", rune(code), all)
		}
	}
	for char, want := range map[rune]string{'王': "wang", '立': "li", '吴': "wu", '大': "da dai", '晟': "cheng sheng", '𬱖': "di"} {
		if got := strings.Join(readings().of(char), " "); got != want {
			t.Errorf("%c is read %q, want %q", char, got, want)
		}
	}
}
