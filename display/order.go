package display

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"lianzhan/station"
)

// sitter is a deputy who serves on the day, with what decides the place on the wall.
type sitter struct {
	station.Deputy
	tier    station.Tier // the widest held
	site    station.Station
	strokes []byte // sort key of the name by strokes
}

// bystrokes orders names by strokes of the surname (姓氏笔画), then of the given name, as Chinese lists of people do.
// CLDR calls the order "stroke".
var byStrokes = language.MustParse("zh-u-co-stroke")

// seat lists the deputies who serve on a day in the order of the wall: by tier, then by strokes. Deputies of one name
// keep the order of the roster.
func (rec records) seat(on station.Date) []sitter {
	var sitters []sitter
	var keys collate.Buffer
	collator := collate.New(byStrokes)
	for _, d := range rec.deputies {
		tiers := d.Tiers(on)
		if len(tiers) == 0 {
			continue
		}
		s := sitter{Deputy: d, tier: tiers[0], strokes: collator.KeyFromString(&keys, d.Name)}
		if m, held := d.In(station.BodyStation, on); held {
			s.site = rec.stations[m.Of]
		}
		sitters = append(sitters, s)
	}
	slices.SortStableFunc(sitters, func(a, b sitter) int {
		return cmp.Or(a.tier.Rank()-b.tier.Rank(), slices.Compare(a.strokes, b.strokes), a.Order-b.Order,
			cmp.Compare(a.ID, b.ID))
	})
	return sitters
}

// byStation puts the deputies of one tier into the order of their stations, keeping the strokes inside of each.
func byStation(sitters []sitter) []sitter {
	sorted := slices.Clone(sitters)
	slices.SortStableFunc(sorted, func(a, b sitter) int {
		return cmp.Or(a.site.Order-b.site.Order, cmp.Compare(a.site.Name, b.site.Name), cmp.Compare(a.site.ID, b.site.ID))
	})
	return sorted
}

// groups cuts a sorted list where a key changes.
func groups[K comparable](sitters []sitter, key func(sitter) K) [][]sitter {
	var cut [][]sitter
	for _, s := range sitters {
		if last := len(cut) - 1; last >= 0 && key(cut[last][0]) == key(s) {
			cut[last] = append(cut[last], s)
		} else {
			cut = append(cut, []sitter{s})
		}
	}
	return cut
}

// chunks cuts a list into as few pages as hold it, as even as can be.
func chunks[T any](list []T, largest int) [][]T {
	pages := (len(list) + largest - 1) / largest
	cut := make([][]T, 0, pages)
	for i := range pages {
		cut = append(cut, list[len(list)*i/pages:len(list)*(i+1)/pages])
	}
	return cut
}
