package kiosk

import (
	"cmp"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"
)

// letterItem is one letter of the door 按姓名首字母.
type letterItem struct {
	Letter string `json:"letter"`
	Count  int    `json:"count"`
}

type letterList struct {
	Items []letterItem `json:"items"`
}

// placeItem is one place of the door 按村社区: a village, a station or an electoral unit.
type placeItem struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // to be given back in village=, station= or area=
	Name  string `json:"name"`
	Count int    `json:"count"`
}

type placeList struct {
	Items []placeItem `json:"items"`
}

// letters answers GET /api/v1/letters: the initials deputies' names have, in order.
func (e *edition) letters(*fiber.Ctx) (*page, error) {
	count := map[string]int{}
	for _, d := range e.serving {
		count[d.initial]++
	}
	items := []letterItem{}
	for _, letter := range slices.Sorted(maps.Keys(count)) {
		items = append(items, letterItem{letter, count[letter]})
	}
	return printJSON(letterList{items})
}

// places answers GET /api/v1/places: villages as the stations list them, stations, electoral units by name.
func (e *edition) places(*fiber.Ctx) (*page, error) {
	sites, areas := map[string]int{}, map[string]int{}
	for _, d := range e.serving {
		sites[d.station]++
		for _, a := range d.areas {
			areas[a]++
		}
	}
	items := []placeItem{}
	for _, v := range e.villageNames() {
		items = append(items, placeItem{"village", v, v, e.knownIn(v)})
	}
	for _, s := range e.stations.sorted {
		items = append(items, placeItem{"station", s.ID, s.Name, sites[s.ID]})
	}
	for _, a := range slices.SortedFunc(maps.Keys(areas), byNumber) {
		items = append(items, placeItem{"area", a, a, areas[a]})
	}
	return printJSON(placeList{items})
}

func (e *edition) knownIn(village string) (count int) {
	for _, d := range e.serving {
		if d.deputy.KnownIn(village) {
			count++
		}
	}
	return count
}

// villageNames are this station's villages in its own order, then those of other stations, then any other a deputy
// keeps contact with.
func (e *edition) villageNames() []string {
	names, others := slices.Clone(e.home.Villages), map[string]bool{}
	for _, s := range e.stations.sorted {
		names = append(names, s.Villages...)
	}
	for _, d := range e.serving {
		for _, v := range d.deputy.Villages {
			others[v] = true
		}
	}
	names = append(names, slices.Sorted(maps.Keys(others))...)
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(name string) bool {
		before := seen[name]
		seen[name] = true
		return before || name == ""
	})
}

// byNumber sorts 第2选区 before 第10选区: shorter names first, then by their characters.
func byNumber(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}
