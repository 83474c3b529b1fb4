package find

import (
	"slices"
	"strings"
	"testing"
)

// Surnames, how they are read, and how else people may try.
var surnames = []struct{ name, right, others string }{
	{"单美兰", "shan", "dan chan"}, {"仇美兰", "qiu", "chou"}, {"曾美兰", "zeng", "ceng"}, {"解美兰", "xie", "jie"},
	{"区美兰", "ou", "qu"}, {"盖美兰", "ge", "gai"}, {"查美兰", "zha", "cha"}, {"朴美兰", "piao", "pu po"},
	{"任美兰", "ren", ""}, {"华美兰", "hua", ""}, {"燕美兰", "yan", ""}, {"葛美兰", "ge", ""},
	{"缪美兰", "miao", "mou miu"}, {"翟美兰", "zhai", "di"}, {"逄美兰", "pang", ""}, {"乐美兰", "yue", "le"},
	{"洗美兰", "xian", "xi"}, {"冼美兰", "xian", ""}, {"覃美兰", "qin", "tan"}, {"晏美兰", "yan", ""},
	{"么美兰", "yao", "me"}, {"藏美兰", "zang", "cang"}, {"秘美兰", "bi", "mi"}, {"佴美兰", "nai", "er"},
	{"重美兰", "chong", "zhong"}, {"卜美兰", "bu", "bo"}, {"句美兰", "gou", "ju"}, {"适美兰", "kuo", "shi"},
	{"阚美兰", "kan", "han"}, {"种美兰", "chong", "zhong"}, {"参美兰", "shen", "can cen"}, {"员美兰", "yun", "yuan"},
	{"召美兰", "shao", "zhao"}, {"能美兰", "nai", "neng"}, {"折美兰", "she", "zhe"}, {"都美兰", "du", "dou"},
	{"黑美兰", "he", "hei"}, {"薄美兰", "bo", "bao"}, {"不美兰", "fou", "bu"}, {"祭美兰", "zhai", "ji"},
	{"长美兰", "chang", "zhang"}, {"哪美兰", "nuo", "na"}, {"角美兰", "jue", "jiao"}, {"蔚美兰", "yu", "wei"},
	{"繁美兰", "po", "fan"}, {"乜美兰", "nie", "mie"}, {"粘美兰", "nian", "zhan"}, {"吕美兰", "lv", "lu"},
	{"尉迟美兰", "yuchi", "weichi"}, {"万俟美兰", "moqi", "wansi moqi"}, {"长孙美兰", "zhangsun", "changsun"},
	{"单于美兰", "chanyu", "shanyu danyu"}, {"澹台美兰", "tantai", "dantai"}, {"乐正美兰", "yuezheng", "lezheng"},
	{"拓跋美兰", "tuoba", "taba"}, {"子车美兰", "ziju", "ziche"},
}

func TestSurnamesAreFoundBothWays(t *testing.T) {
	var entries []Entry
	for _, s := range surnames {
		entries = append(entries, Entry{Name: s.name})
	}
	x := New(entries)
	for i, s := range surnames {
		for _, reading := range append(strings.Fields(s.others), s.right) {
			initials := ""
			for _, syllable := range syllables(reading, len([]rune(s.name))-2) {
				initials += syllable[:1]
			}
			for _, query := range []string{reading, reading + "meilan", reading + " mei lan", reading + "ml", initials + "ml"} {
				if !slices.Contains(x.Append(nil, query), i) {
					t.Errorf("%s is not found by %q", s.name, query)
				}
			}
		}
		if got, want := Initial(s.name, ""), strings.ToUpper(s.right[:1]); got != want {
			t.Errorf("%s stands under %s, want %s", s.name, got, want)
		}
	}
}

// Where one person is read so by right and another by mistake, the right one comes first, wherever they stand.
func TestRightReadingComesFirst(t *testing.T) {
	for _, c := range []struct{ query, right, other string }{
		{"shan", "单美兰", "掺美兰"}, {"dan", "但美兰", "单美兰"}, {"danmeilan", "但美兰", "单美兰"}, {"chou", "丑美兰", "仇美兰"},
		{"qiu", "仇美兰", "龟美兰"}, {"di", "狄美兰", "翟美兰"}, {"zml", "翟美兰", "单美兰"}, {"tanml", "谭美兰", "覃美兰"},
		{"weichi", "魏池兰", "尉迟兰"}, {"lumei", "卢美兰", "吕美兰"}, {"sheng", "盛美兰", "晟美兰"},
		{"fangyue", "方悦", "方乐"}, {"meixin", "林美心", "林美莘"},
	} {
		for _, entries := range [][]Entry{named(c.right, c.other), named(c.other, c.right)} {
			if got := found(entries, c.query); got != c.right+" "+c.other && got != c.right {
				t.Errorf("%q finds %q, want %s first", c.query, got, c.right)
			}
		}
	}
}

func TestTwoCharactersAreNoCompoundSurname(t *testing.T) {
	for name, want := range map[string]string{"单于": "S", "单于兰": "C", "长孙": "C", "尉迟": "W", "尉迟兰": "Y"} {
		if got := Initial(name, ""); got != want {
			t.Errorf("%s stands under %s, want %s", name, got, want)
		}
	}
}

// A line that only repeats the dictionary would hide what the table is for.
func TestSurnameTableSaysSomething(t *testing.T) {
	for char, right := range surnameReadings {
		usual := readings().of(char)
		if len(usual) == 0 || usual[0] == right {
			t.Errorf("%c: the dictionary says %v, the table %s", char, usual, right)
		}
		if !readings().syllables[right] {
			t.Errorf("%c: %s is no syllable", char, right)
		}
	}
	for chars, right := range compoundReadings {
		for i := range right {
			if !slices.Contains(readings().of(chars[i]), right[i]) {
				t.Errorf("%s: %c is never read %s", string(chars[:]), chars[i], right[i])
			}
		}
	}
}
