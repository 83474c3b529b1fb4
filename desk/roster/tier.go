package roster

import (
	"regexp"
	"slices"
	"strings"

	"lianzhan/station"
)

// Wording says which tier a word for a place means where the usual reading is wrong: 市 is a prefecture in one place
// and a county-level city in the next.
type Wording map[string]station.Tier

// CountyLevelCity is the wording of a city that is a county by rank.
var CountyLevelCity = Wording{"市": station.County}

// places are the words places end with, longer ones first, and their tier (宪法 art. 30).
var places = []struct {
	word string
	tier station.Tier
}{
	{"自治区", station.Provincial}, {"自治州", station.Prefecture}, {"自治县", station.County}, {"自治旗", station.County},
	{"地级市", station.Prefecture}, {"县级市", station.County}, {"民族乡", station.Township}, {"全国", station.National}, {"苏木", station.Township},
	{"省", station.Provincial}, {"市", station.Prefecture}, {"州", station.Prefecture}, {"盟", station.Prefecture},
	{"县", station.County}, {"区", station.County}, {"旗", station.County},
	{"乡", station.Township}, {"镇", station.Township},
}

// The cities that are provinces by rank.
var municipalities = []string{"北京市", "上海市", "天津市", "重庆市"}

var (
	congressNumber = regexp.MustCompile(`第?[一二三四五六七八九十百\d]+届`)
	tierEnding     = regexp.MustCompile(`[一二两三四五]?级别?$`)
	tierParts      = regexp.MustCompile(`人民代表大会代表|人大代表|人大|代表|[、,;/+&\s]+`)
	tierJoints     = strings.NewReplacer("和", "", "及", "", "与", "", "兼", "")
	mandateIn      = regexp.MustCompile(`(.+?)(人民代表大会代表|人大代表)`)
	numbering      = regexp.MustCompile(`^[(]?[一二三四五六七八九十\d]+[)、.,]*`)
)

// seat is a tier and the word the roster used for it.
type seat struct {
	tier station.Tier
	word string
}

// seats reads the tiers a cell names: "市人大代表", "市、县、镇三级", "县镇", "台州市第六届人大代表".
func (w Wording) seats(text string) ([]seat, bool) {
	var all []seat
	text = strings.TrimSpace(inBrackets.ReplaceAllString(congressNumber.ReplaceAllString(narrow(text), ""), ""))
	for _, part := range tierParts.Split(text, -1) {
		part = tierEnding.ReplaceAllString(part, "")
		if part == "" {
			continue
		}
		found := w.words(part)
		if found == nil {
			return nil, false
		}
		for _, s := range found {
			if !slices.ContainsFunc(all, func(have seat) bool { return have.tier == s.tier }) {
				all = append(all, s)
			}
		}
	}
	return all, len(all) > 0
}

// words reads a word made of nothing but tiers, else the name of one place by its ending.
func (w Wording) words(part string) []seat {
	if slices.Contains(municipalities, part) {
		return []seat{{station.Provincial, "市"}}
	}
	if tier, ok := w[part]; ok {
		return []seat{{tier, part}}
	}
	var all []seat
	for rest := tierJoints.Replace(part); rest != ""; {
		s, ok := w.first(rest, strings.HasPrefix)
		if !ok {
			all = nil
			break
		}
		all, rest = append(all, s), strings.TrimPrefix(rest, s.word)
	}
	if all == nil {
		if s, ok := w.first(part, strings.HasSuffix); ok {
			all = []seat{s}
		}
	}
	return all
}

func (w Wording) first(text string, matches func(string, string) bool) (seat, bool) {
	for _, p := range places {
		if matches(text, p.word) {
			if tier, ok := w[p.word]; ok {
				return seat{tier, p.word}, true
			}
			return seat{p.tier, p.word}, true
		}
	}
	return seat{}, false
}

// titleSeat reads the one tier a title or a section line is about: "一、县人大代表（18人）". Lines about all tiers
// and lines about something else have none.
func (w Wording) titleSeat(title string) (seat, bool) {
	m := mandateIn.FindStringSubmatch(noBlanks(narrow(title)))
	if m == nil || strings.HasSuffix(m[1], "各级") {
		return seat{}, false
	}
	all, ok := w.seats(numbering.ReplaceAllString(m[1], ""))
	if !ok || len(all) != 1 {
		return seat{}, false
	}
	return all[0], true
}

// ReadsAs reports whether a wording would be read as the tier.
func ReadsAs(words string, tier station.Tier) bool {
	seats, ok := Wording(nil).seats(words)
	return ok && len(seats) == 1 && seats[0].tier == tier
}
