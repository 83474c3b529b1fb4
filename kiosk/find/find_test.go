package find

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// found lists the names that answer a query, in order.
func found(entries []Entry, query string) string {
	var names []string
	for _, i := range New(entries).Append(nil, query) {
		names = append(names, entries[i].Name)
	}
	return strings.Join(names, " ")
}

func named(names ...string) []Entry {
	entries := make([]Entry, len(names))
	for i, name := range names {
		entries[i].Name = name
	}
	return entries
}

func TestFindByName(t *testing.T) {
	entries := named("林知夏", "欧阳晓岚", "阿依古丽·托合提", "吕女绿", "林向甘", "㐂田一", "Ann 李", "罗骕骦")
	for _, c := range []struct{ why, want, queries string }{
		{"characters", "林知夏", "林知夏|知夏|夏|林知"},
		{"whole pinyin", "林知夏", "linzhixia|lin zhi xia|LinZhiXia|zhixia|linzhi|lin zh|lín zhī xià|ｌｉｎｚｈｉｘｉａ|lin'zhi'xia"},
		{"initials", "林知夏", "lzx|LZX|lz|zx|l z x"},
		{"mixtures", "林知夏", "linzx|lzhixia|lzhx|linzhix|lizx|林zx|林zhix|林知x|l知夏|lin知x|lzhi夏"},
		{"a syllable cut short where the whole would fit", "林向甘", "xianggan|xiangan|linxiangan|lxgan|lxiang"},
		{"compound surname", "欧阳晓岚", "ouyang|ouyangxl|oyxl|xiaolan|阳晓"},
		{"names with a dot", "阿依古丽·托合提", "阿依古丽托合提|阿依古丽·托|ayglthd|古丽|ayiguli|tuoheti|丽•托|丽．托"},
		{"ü in every spelling", "吕女绿", "lvnvlv|lunulu|lunvlv|lyunyulyu|lnl|lv|lü nǚ|nu|nylv"},
		{"a character without a reading", "㐂田一", "㐂|㐂田|㐂ty|田一|tianyi|ty"},
		{"Latin letters", "Ann 李", "ann|annli|ANN李|annl|nnl"},
		{"rare characters", "罗骕骦", "骕骦|luosushuang|lss|ss"},
		{"nobody", "", "xyzzy|林夏|lzhin|夏知|zhixialin|㐀"},
	} {
		for query := range strings.SplitSeq(c.queries, "|") {
			want := c.want
			if got := found(entries, query); got != want {
				t.Errorf("%s: %q finds %q, want %q", c.why, query, got, want)
			}
		}
	}
}

func TestFindByText(t *testing.T) {
	entries := []Entry{
		{Name: "林知夏", Posts: []string{"白石镇莲池村党支部书记", "橘农"}, Villages: []string{"莲池村", "柳塘村"},
			Areas: []string{"第５选区"}, Group: "第一代表小组", Station: "白石镇中心联络站"},
		{Name: "苏砚", Posts: []string{"A区卫生院 医生"}, Villages: []string{"松岭村"}, Areas: []string{"第15选区"},
			Group: "第二代表小组", Station: "白石镇中心联络站"},
	}
	for _, c := range []struct{ query, want string }{
		{"莲池", "林知夏"}, {"柳塘村", "林知夏"}, {"橘农", "林知夏"}, {"第5选区", "林知夏"}, {"15选区", "苏砚"}, {"5选区", "林知夏 苏砚"},
		{"第二代表", "苏砚"}, {"中心 联络站", "林知夏 苏砚"}, {"卫生院医生", "苏砚"}, {"a区", "苏砚"}, {"书记橘农", ""}, {"松岭镇", ""},
	} {
		if got := found(entries, c.query); got != c.want {
			t.Errorf("%q finds %q, want %q", c.query, got, c.want)
		}
	}
}

// The order told at rank, one entry for each rank a query can reach, best first, whatever their order in the list.
func TestRanks(t *testing.T) {
	for _, c := range []struct {
		query   string
		entries []Entry
	}{
		{"anli", []Entry{
			{Name: "安丽"},  // the whole name in pinyin
			{Name: "安丽华"}, // the beginning in pinyin
			{Name: "阿娜莉"}, // a mixture
			{Name: "方安理"}, // inside the name
			{Name: "方宁", Posts: []string{"Anli公司"}},
		}},
		{"lzx", []Entry{{Name: "林知夏"}, {Name: "罗泽曦文"}, {Name: "欧林知夏"}, {Name: "方宁", Station: "LZX站"}}},
		{"an", []Entry{
			{Name: "安"},   // the whole name in pinyin
			{Name: "安娜"},  // its initials
			{Name: "安丽"},  // the beginning in pinyin
			{Name: "艾娜提"}, // the beginning in initials
			{Name: "方安"},
		}},
		{"l", []Entry{{Name: "李"}, {Name: "林知夏"}, {Name: "方丽"}, {Name: "方宁", Group: "L组"}}},
		{"知夏", []Entry{{Name: "知夏"}, {Name: "知夏兰"}, {Name: "林知夏"}, {Name: "方宁", Villages: []string{"知夏村"}}}},
		{"1390", []Entry{{Name: "方宁", Posts: []string{"1390厂"}}, {Name: "林知夏", Phone: "0001390", PhonePublic: true}}},
	} {
		var want []string
		for _, e := range c.entries {
			want = append(want, e.Name)
		}
		for range c.entries {
			if got := found(c.entries, c.query); got != strings.Join(want, " ") {
				t.Errorf("%q finds %q, want %q", c.query, got, want)
			}
			c.entries = append(c.entries[1:], c.entries[0])
		}
	}
}

func TestTiesKeepTheOrderOfTheEntries(t *testing.T) {
	for _, want := range []string{"安丽 安莉 安丽华 安莉华", "安莉 安丽 安莉华 安丽华"} {
		if got := found(named(strings.Fields(want)...), "anli"); got != want {
			t.Errorf("found %q, want %q", got, want)
		}
	}
}

func TestEverybodyAnswersAnEmptyQuery(t *testing.T) {
	x := New(named("林知夏", "", "苏砚"))
	for _, query := range []string{"", "  ", "　", "·-（）？", "\x00\xff", "\u0301"} {
		if got := x.Append(nil, query); !slices.Equal(got, []int{0, 1, 2}) {
			t.Errorf("%q finds %v", query, got)
		}
	}
	if got := New(nil).Append(nil, "lin"); len(got) != 0 {
		t.Errorf("nobody is there, but %v is found", got)
	}
}

func TestLongQueriesAreCut(t *testing.T) {
	long := strings.Repeat("知", longest)
	if got := found(named(long+"夏", "知"), long+"夏和别的"); got != long+"夏" {
		t.Errorf("found %q", got)
	}
	if got := found(named("林知夏"), "linzhixia"+strings.Repeat("x", 1<<20)); got != "" {
		t.Errorf("found %q", got)
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	if got := New(named("林知夏", "苏砚")).Append([]int{7}, "sy"); !slices.Equal(got, []int{7, 1}) {
		t.Errorf("got %v", got)
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	x := New(invented(300))
	queries := []string{"wang", "z", "村", "lzx", "第5选区", ""}
	var wants [][]int
	for _, q := range queries {
		wants = append(wants, x.Append(nil, q))
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i, q := range queries {
				if got := x.Append(nil, q); !slices.Equal(got, wants[i]) {
					t.Errorf("%q finds %v, alone %v", q, got, wants[i])
				}
			}
		})
	}
	all.Wait()
}
