package station

// Tier is the level of the congress a deputy sits in. It is an enum, not a name: each station words it itself.
type Tier string

// The five tiers of people's congresses (宪法 art. 95, 组织法 art. 2).
const (
	National   Tier = "national"
	Provincial Tier = "provincial"
	Prefecture Tier = "prefecture"
	County     Tier = "county"
	Township   Tier = "township"
)

// Tiers lists all tiers, widest first.
var Tiers = []Tier{National, Provincial, Prefecture, County, Township}

// Rank is the tier's place in Tiers; an unknown tier ranks last.
func (t Tier) Rank() int {
	for i, known := range Tiers {
		if t == known {
			return i
		}
	}
	return len(Tiers)
}

// Valid reports whether the tier is one of the five.
func (t Tier) Valid() bool { return t.Rank() < len(Tiers) }

// Label is the Chinese wording used where a station has not chosen its own.
func (t Tier) Label() string {
	switch t {
	case National:
		return "全国人大代表"
	case Provincial:
		return "省人大代表"
	case Prefecture:
		return "市人大代表"
	case County:
		return "县人大代表"
	case Township:
		return "镇人大代表"
	}
	return string(t)
}
