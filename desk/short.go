package desk

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lianzhan/station"
)

// shortForms are fields people may write in a line where the record holds a list of things.
var shortForms = map[station.Kind]map[string]func(station.Reader, string) (json.RawMessage, error){
	station.KindActivity: {"scores": scoresOf, "results": resultsOf},
	station.KindProject:  {"votes": votesOf},
	station.KindStation:  {"declared_kinds": kindsOf},
}

// resolveShort writes a short form out; found is false where the field has none, or the value is JSON already.
func resolveShort(r station.Reader, kind station.Kind, a *Assignment) (found bool, err error) {
	read, known := shortForms[kind][a.Field]
	if text := strings.TrimSpace(a.Value); !known || text == "" || strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{") {
		return false, nil
	}
	raw, err := read(r, a.Value)
	if err != nil {
		return true, err
	}
	a.Value = string(raw)
	return true, nil
}

// pairs reads "word:value" separated by commas.
func pairs(text string) ([][2]string, error) {
	var list [][2]string
	for _, part := range splitList(text) {
		word, value, ok := strings.Cut(strings.ReplaceAll(part, "：", ":"), ":")
		if !ok || strings.TrimSpace(word) == "" || strings.TrimSpace(value) == "" {
			return nil, station.Invalid("value_invalid", "“%.40s”要写成 名称:数值。", part)
		}
		list = append(list, [2]string{strings.TrimSpace(word), strings.TrimSpace(value)})
	}
	return list, nil
}

// scoresOf reads the marks of a test: "吴康:90,林海涵:85".
func scoresOf(r station.Reader, text string) (json.RawMessage, error) {
	list, err := pairs(text)
	if err != nil {
		return nil, err
	}
	marks := map[string]int{}
	for _, p := range list {
		record, err := Find(r, station.KindDeputy, p[0])
		if err != nil {
			return nil, err
		}
		if marks[record.ID], err = strconv.Atoi(p[1]); err != nil {
			return nil, station.Invalid("value_invalid", "“%s”的成绩要写成一个数。", p[0]).Because(err)
		}
	}
	return json.Marshal(marks)
}

var amount = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)\s*([^0-9.\s]\S*)$`)

// resultsOf reads what an activity came to: "植树:310株,绿化面积:2700平方米".
func resultsOf(_ station.Reader, text string) (json.RawMessage, error) {
	list, err := pairs(text)
	if err != nil {
		return nil, err
	}
	var results []station.Result
	for _, p := range list {
		found := amount.FindStringSubmatch(p[1])
		if found == nil {
			return nil, station.Invalid("value_invalid", "“%s”要写明数量和单位，比如 310株。", p[0])
		}
		n, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			return nil, station.Invalid("value_invalid", "“%s”的数量太大。", p[0]).Because(err)
		}
		results = append(results, station.Result{Name: p[0], Amount: n, Unit: found[2]})
	}
	return json.Marshal(results)
}

// kindsOf reads how many sites of each kind an office announces: "home:1,station:12", in English or Chinese.
func kindsOf(_ station.Reader, text string) (json.RawMessage, error) {
	list, err := pairs(text)
	if err != nil {
		return nil, err
	}
	kinds := map[station.SiteKind]int{}
	for _, p := range list {
		kind := station.SiteKind(p[0])
		for _, k := range station.SiteKinds {
			if k.Label == p[0] {
				kind = k.ID
			}
		}
		if kinds[kind], err = strconv.Atoi(p[1]); err != nil {
			return nil, station.Invalid("value_invalid", "“%s”要写成一个数。", p[0]).Because(err)
		}
	}
	return json.Marshal(kinds)
}

// voteWords are the numbers of a vote as people write them, by kind.
var voteWords = map[string]func(v *station.Vote, n int){
	"全体": func(v *station.Vote, n int) { v.Members = n }, "到会": func(v *station.Vote, n int) { v.Present = n },
	"赞成": func(v *station.Vote, n int) { v.Ayes = n }, "反对": func(v *station.Vote, n int) { v.Noes = n },
	"满意": func(v *station.Vote, n int) { v.Ayes = n }, "基本满意": func(v *station.Vote, n int) { v.Middle = n },
	"不满意": func(v *station.Vote, n int) { v.Noes = n },
}

var voteNumber = regexp.MustCompile(`^(\p{Han}+)([0-9]+)$`)

// votesOf reads votes: "票决 2026-01-20 全体57 到会52 赞成48 反对2；测评 2026-06-28 全体57 到会52 满意40 基本满意8".
func votesOf(_ station.Reader, text string) (json.RawMessage, error) {
	votes := []station.Vote{}
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return slices.Contains([]rune("；;\n"), r) }) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		kind, known := map[string]station.VoteKind{"票决": station.VoteChoose, "测评": station.VoteAppraise}[words[0]]
		if !known || len(words) < 2 {
			return nil, station.Invalid("value_invalid", "表决请写成：票决 2026-01-20 全体57 到会52 赞成48。")
		}
		vote := station.Vote{Kind: kind, On: station.Date(words[1])}
		for _, word := range words[2:] {
			found := voteNumber.FindStringSubmatch(word)
			if found == nil || voteWords[found[1]] == nil {
				return nil, station.Invalid("value_invalid", "“%s”看不懂，请写成 全体57、到会52、赞成48、满意40 这样。", word)
			}
			n, err := strconv.Atoi(found[2])
			if err != nil {
				return nil, station.Invalid("value_invalid", "“%s”的数太大。", word).Because(err)
			}
			voteWords[found[1]](&vote, n)
		}
		votes = append(votes, vote)
	}
	raw, err := json.Marshal(votes)
	if err != nil {
		return nil, fmt.Errorf("votes: %w", err)
	}
	return raw, nil
}
