package ime

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"lianzhan/station"
)

func TestWaysToType(t *testing.T) {
	e := New(houseNames)
	for _, c := range []struct {
		way, keys, text string
		used, within    int // keys used up, and among how many candidates
	}{
		{"full", "zilaishui", "自来水", 9, 1},
		{"full, longer", "xiashuidaodule", "下水道堵了", 14, 1},
		{"capital letters", "LuDeng", "路灯", 6, 1},
		{"initials", "zls", "自来水", 3, 5},
		{"initials with h", "zhzhf", "镇政府", 5, 3},
		{"initials, two phrases", "zlssh", "自来水", 3, 10},
		{"mixed", "zilaish", "自来水", 7, 1},
		{"mixed, initial inside", "zlaishui", "自来水", 8, 1},
		{"unfinished", "lajito", "垃圾桶", 6, 1},
		{"begun", "laji", "垃圾桶", 4, 10},
		{"separator", "xi'an", "西安", 5, 1},
		{"separator at the end", "xian'", "县", 5, 5},
		{"blank", "di bao", "低保", 6, 1},
		{"without separator", "xian", "先", 4, 5},
		{"ü as v", "lvhua", "绿化", 5, 1},
		{"ü as u", "nuer", "女儿", 4, 3},
		{"ü after j", "jvmin", "居民", 5, 1},
		{"zh as z", "zengfu", "政府", 6, 5},
		{"s for sh", "suiguan", "水管", 7, 5},
		{"l for n", "longmin", "农民", 7, 5},
		{"n for ng", "dianden", "电灯", 7, 5},
		{"second reading", "dusai", "堵塞", 5, 1},
		{"sentence", "womencunludenghuaile", "我们村路灯坏了", 20, 1},
		{"part of a sentence", "womencunludenghuaile", "我们", 5, 20},
		{"part of a long one", "womencunkoudeludenghuaile", "我们", 5, 2},
		{"one character", "zilaishui", "自", 2, 20},
		{"village first", "sq", "石桥村", 2, 1},
		{"village begun", "shiqiao", "石桥村", 7, 1},
		{"deputy", "wulixin", "吴立新", 7, 1},
		{"deputy by initials", "wlx", "吴立新", 3, 1},
		{"surname read its own way", "zengguofang", "曾国芳", 11, 1},
		{"office", "xzrzyj", "县自然资源局", 6, 1},
		{"village in a sentence", "shiqiaocundeludengbuliang", "石桥村的路灯不亮", 25, 1},
		{"end nobody can read", "ludengi", "路灯", 6, 1},
	} {
		t.Run(c.way, func(t *testing.T) {
			answer := e.Suggest(c.keys, c.within)
			if !slices.Contains(answer.Candidates, Candidate{c.text, c.used}) {
				t.Errorf("%s: %s (%d keys) is not among %v", c.keys, c.text, c.used, answer.Candidates)
			}
		})
	}
}

func TestWhatIsTypedRightComesBeforeWhatSoundsAlike(t *testing.T) {
	e := New(nil)
	for _, c := range []struct{ keys, right, alike string }{
		{"ziyou", "自由", "只有"}, {"siyou", "私有", "石油"}, {"xinfang", "信访", "新房"},
		{"renmin", "人民", "人名"}, {"chengwei", "成为", "称谓"}, {"canku", "残酷", "仓库"}, {"lianzi", "帘子", "娘子"},
	} {
		right, alike := place(e, c.keys, c.right, 100), place(e, c.keys, c.alike, 100)
		if right < 0 || alike >= 0 && right > alike {
			t.Errorf("%s: %s at %d, %s at %d", c.keys, c.right, right, c.alike, alike)
		}
	}
}

func TestNamesFollowTheHouse(t *testing.T) {
	list := []string{"云岭村"}
	e := New(func() []string { return list })
	if got := place(e, "yunlingcun", "云岭村", 1); got != 0 {
		t.Errorf("云岭村 at %d", got)
	}
	list = []string{"云凌村", "𠮷山村", ""}
	if got := place(e, "yunlingcun", "云凌村", 1); got != 0 {
		t.Errorf("云凌村 at %d after the names changed", got)
	}
	if got := place(e, "jishancun", "𠮷山村", 1); got != 0 {
		t.Errorf("a name with a character no table knows is at %d", got)
	}
}

func TestNamesMayChangeWhileOthersType(t *testing.T) {
	var lock sync.Mutex
	list := house
	e := New(func() []string { lock.Lock(); defer lock.Unlock(); return list })
	var typing sync.WaitGroup
	for range 4 {
		typing.Go(func() {
			for n := range 20 {
				lock.Lock()
				list = house[:n]
				lock.Unlock()
				e.Suggest("shiqiaocunludeng", 20)
			}
		})
	}
	typing.Wait()
}

func TestAnswerSpeaksJSON(t *testing.T) {
	answer, err := New(nil).Answer("keys=zilaishui&limit=1")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(answer)
	if want := `{"keys":"zilaishui","candidates":[{"text":"自来水","keys":9}]}`; err != nil || string(text) != want {
		t.Errorf("%s, want %s (%v)", text, want, err)
	}
	none, err := New(nil).Answer("")
	if text, _ := json.Marshal(none); err != nil || string(text) != `{"keys":"","candidates":[]}` {
		t.Errorf("no keys: %s, %v", text, err)
	}
}

func TestBadInputIsAnsweredInWords(t *testing.T) {
	for _, c := range []struct{ query, code string }{
		{"keys=" + strings.Repeat("a", 65), "keys_invalid"},
		{"keys=" + strings.Repeat("a", 64), ""},
		{"keys=自来水", "keys_invalid"},
		{"keys=zi1", "keys_invalid"},
		{"keys=%00", "keys_invalid"},
		{"keys=%zz", "keys_invalid"},
		{"keys=zi;lai", "keys_invalid"},
		{"keys=zi&limit=-1", "limit_invalid"},
		{"keys=zi&limit=viel", "limit_invalid"},
		{"keys=zi&limit=99999999999999999999", "limit_invalid"},
		{"keys=zi&limit=2147483647", ""},
		{"keys='''", ""},
	} {
		_, err := New(nil).Answer(c.query)
		var worded *station.Error
		if c.code == "" && err != nil || c.code != "" && (!errors.As(err, &worded) || worded.Code != c.code || worded.Class != station.FaultInvalid) {
			t.Errorf("%s: %v, want %q", c.query, err, c.code)
		}
	}
}

func FuzzSuggest(f *testing.F) {
	for _, keys := range []string{"zilaishui", "z'l's", "'xi'an'", "nve", "shshsh", "ZHUANG", "iuv", strings.Repeat("a", 64), strings.Repeat("shiz", 16)} {
		f.Add(keys, 20)
	}
	e := New(houseNames)
	f.Fuzz(func(t *testing.T, keys string, limit int) {
		answer := e.Suggest(keys, limit)
		if answer.Keys != keys || len(answer.Candidates) > max(0, min(limit, mostCandidates)) {
			t.Fatalf("%q: %d candidates of %d", keys, len(answer.Candidates), limit)
		}
		seen := map[string]bool{}
		for _, c := range answer.Candidates {
			if c.Text == "" || seen[c.Text] || c.Keys < 1 || c.Keys > len(keys) {
				t.Fatalf("%q offers %+v", keys, c)
			}
			seen[c.Text] = true
		}
	})
}
