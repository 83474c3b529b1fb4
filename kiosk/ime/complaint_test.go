package ime

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// house are invented names as a station has them.
var house = []string{
	"石桥村", "清水湾", "柳树湾", "大塘村", "白马坡", "桃花溪村", "杨家坝", "青龙嘴", "金鸡岭", "长冲村", "红旗社区", "新华社区", "龙潭村",
	"双河口", "吴立新", "周桂兰", "曾国芳", "林知夏", "欧阳静", "赵国平", "单于兰", "陈秋实", "黄志远", "镇人民政府", "县自然资源局",
	"县水务局", "石桥镇派出所", "石桥镇卫生院", "便民服务中心", "人大代表联络站",
}

func houseNames() []string { return house }

// complaint is one sentence as somebody types it, phrase by phrase.
type complaint struct{ phrases, typed []string }

func complaints(t testing.TB, file string) []complaint {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var list []complaint
	for line := range strings.Lines(string(text)) {
		said, typed, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		c := complaint{strings.Fields(said), strings.Fields(typed)}
		if len(c.phrases) != len(c.typed) {
			t.Fatalf("%s: %d phrases, %d typed", said, len(c.phrases), len(c.typed))
		}
		list = append(list, c)
	}
	return list
}

// place is where a text stands among the candidates for some keys, from 0; -1 if it does not.
func place(e *Engine, keys, text string, among int) int {
	return slices.IndexFunc(e.Suggest(keys, among).Candidates, func(c Candidate) bool { return c.Text == text })
}

// rate counts hits.
type rate struct{ first, five, all int }

func (r *rate) count(at int) {
	r.all++
	if at == 0 {
		r.first++
	}
	if at >= 0 && at < 5 {
		r.five++
	}
}

func (r *rate) percent() (first, five float64) {
	return 100 * float64(r.first) / float64(r.all), 100 * float64(r.five) / float64(r.all)
}

// figures are what typists of different habits get for the complaints.
type figures struct {
	phrases    rate // phrases of two characters and more, in full pinyin
	characters rate // characters typed alone
	complaints rate // every phrase of the complaint
	sentences  rate // the whole complaint in one go
	initials   rate // phrases of three characters and more by their initials
	missed     []string
}

func measure(e *Engine, list []complaint) (f figures) {
	for _, c := range list {
		worst := 0
		for i, text := range c.phrases {
			at := place(e, c.typed[i], text, 5)
			if worst = max(worst, at); at < 0 {
				worst = 5
				f.missed = append(f.missed, text)
			}
			switch length := utf8.RuneCountInString(text); {
			case length == 1:
				f.characters.count(at)
				continue
			case length > 2:
				f.initials.count(place(e, initials(text, c.typed[i]), text, 5))
			}
			f.phrases.count(at)
		}
		f.complaints.count(worst)
		if keys := strings.Join(c.typed, "'"); len(keys) <= mostKeys {
			f.sentences.count(place(e, keys, strings.Join(c.phrases, ""), 5))
		}
	}
	return f
}

// initials takes the first letter of each syllable; the way to part the letters is the one with as many syllables as
// the text has characters.
func initials(text, typed string) string {
	var part func(rest string, left int) (string, bool)
	part = func(rest string, left int) (string, bool) {
		rest = strings.TrimPrefix(rest, "'")
		if left == 0 || rest == "" {
			return "", left == 0 && rest == ""
		}
		for n := min(6, len(rest)); n > 0; n-- {
			if s := phrases().exactly(rest[:n]); s.from < s.to {
				if more, ok := part(rest[n:], left-1); ok {
					return rest[:1] + more, true
				}
			}
		}
		return "", false
	}
	letters, _ := part(typed, utf8.RuneCountInString(text))
	return letters
}

// floor is the share in percent that must be among the first five.
type floor struct {
	what  string
	got   rate
	least float64
}

func (f figures) hold(t *testing.T, floors ...floor) {
	t.Helper()
	for _, c := range floors {
		first, five := c.got.percent()
		t.Logf("%s: %.1f %% first, %.1f %% among the first five, of %d", c.what, first, five, c.got.all)
		if five < c.least {
			t.Errorf("%s: %.1f %% among the first five, want %.0f", c.what, five, c.least)
		}
	}
	t.Logf("missed: %s", strings.Join(f.missed, " "))
}

func TestComplaintsAreAmongTheFirstFive(t *testing.T) {
	list := complaints(t, "complaints.txt")
	if len(list) != 500 {
		t.Fatalf("%d complaints, not 500", len(list))
	}
	f := measure(New(houseNames), list)
	f.hold(t, floor{"phrases of two characters and more", f.phrases, 85}, floor{"single characters", f.characters, 85},
		floor{"complaints, every phrase of them", f.complaints, 75}, floor{"complaints typed in one go", f.sentences, 50},
		floor{"phrases of three and more by initials", f.initials, 70})
}

// The table was made by the one who wrote the complaints; these were written afterwards.
func TestUnseenComplaintsAreAmongTheFirstFive(t *testing.T) {
	f := measure(New(houseNames), complaints(t, "unseen.txt"))
	f.hold(t, floor{"phrases of two characters and more", f.phrases, 85}, floor{"single characters", f.characters, 85},
		floor{"complaints, every phrase of them", f.complaints, 60}, floor{"complaints typed in one go", f.sentences, 15},
		floor{"phrases of three and more by initials", f.initials, 35})
}
