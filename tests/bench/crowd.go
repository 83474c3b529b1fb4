package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"lianzhan/station"
	"lianzhan/store"
)

// crowdSize is how many invented deputies the queries are asked of: a large county's, all tiers together.
const crowdSize = 10_000

// Surnames with their pinyin, and syllables for given names. Any two give a name nobody bears on purpose.
var (
	surnames = []struct{ name, pinyin string }{{"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"刘", "liu"}, {"陈", "chen"},
		{"杨", "yang"}, {"黄", "huang"}, {"赵", "zhao"}, {"吴", "wu"}, {"周", "zhou"}, {"徐", "xu"}, {"孙", "sun"},
		{"马", "ma"}, {"朱", "zhu"}, {"胡", "hu"}, {"郭", "guo"}, {"何", "he"}, {"林", "lin"}, {"罗", "luo"}, {"高", "gao"}}
	syllables = []struct{ name, pinyin string }{{"柏", "bai"}, {"澄", "cheng"}, {"笛", "di"}, {"帆", "fan"}, {"谷", "gu"},
		{"禾", "he"}, {"稼", "jia"}, {"垦", "ken"}, {"岚", "lan"}, {"麦", "mai"}, {"楠", "nan"}, {"坪", "ping"}, {"栖", "qi"},
		{"穗", "sui"}, {"田", "tian"}, {"苇", "wei"}, {"溪", "xi"}, {"垚", "yao"}, {"泽", "ze"}, {"舟", "zhou"}, {"畔", "pan"},
		{"秋", "qiu"}, {"绒", "rong"}, {"塘", "tang"}, {"雯", "wen"}}
)

// member is the n-th invented deputy. Neighbours differ in surname, so that every prefix is spread over the whole list.
func member(n int) station.Deputy {
	surname := surnames[n%len(surnames)]
	first := syllables[n/len(surnames)%len(syllables)]
	second := syllables[n/len(surnames)/len(syllables)%len(syllables)]
	hash := strings.Repeat(fmt.Sprintf("%08x", n), 8)
	return station.Deputy{
		ID: memberID(n), Code: station.CodeFrom([5]byte{1, byte(n >> 16), byte(n >> 8), byte(n), 7}),
		Name: surname.name + first.name + second.name, Posts: []string{"白石镇莲池村村民委员会委员"}, Photo: hash, Thumb: hash, Order: n + 1,
		Memberships: []station.Membership{{In: station.BodyCongress, Tier: station.Township, Area: fmt.Sprintf("第%d选区", n%60+1)},
			{In: station.BodyGroup, Of: fmt.Sprintf("group-%d", n%40)}},
	}
}

func memberID(n int) string { return fmt.Sprintf("01930000-0000-7000-8000-%012d", n) }

// crowd writes a station with its groups and deputies into a new folder.
func (b *bench) crowd(ctx context.Context) (dir string, err error) {
	if dir, err = b.folder("crowd"); err != nil {
		return "", err
	}
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	edits := []station.Edit{edit(station.KindStation, "home", station.Station{ID: "home", Name: "白石镇中心联络站"})}
	for n := range 40 {
		id := fmt.Sprintf("group-%d", n)
		edits = append(edits, edit(station.KindGroup, id, station.Group{ID: id, Name: fmt.Sprintf("第%d代表小组", n+1)}))
	}
	for n := range crowdSize {
		edits = append(edits, edit(station.KindDeputy, memberID(n), member(n)))
	}
	for start := 0; start < len(edits); start += 1000 {
		if _, err := db.Write(ctx, "bench", edits[start:min(start+1000, len(edits))]...); err != nil {
			return "", err
		}
	}
	return dir, nil
}

func edit(kind station.Kind, id string, v station.Thing) station.Edit {
	fields, err := json.Marshal(v)
	if err != nil {
		panic(err) // a struct of strings and numbers always marshals
	}
	return station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: station.Public, Fields: fields}
}
