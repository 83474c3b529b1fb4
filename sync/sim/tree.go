package sim

import "fmt"

// seat is a place in the simulated tree.
type seat struct {
	scope  string
	parent int      // seat above, -1 at the root
	was    []string // scopes it had before it was moved
}

// The tree every seed begins with: a county, three towns, four villages each, and a point under every second village.
const (
	towns    = 3
	villages = 4
)

var seats = plant()

func plant() []seat {
	all := []seat{{scope: "/c", parent: -1}}
	for t := range towns {
		town := len(all)
		all = append(all, seat{scope: fmt.Sprintf("/c/t%d", t+1), parent: 0})
		for v := range villages {
			village := len(all)
			all = append(all, seat{scope: fmt.Sprintf("%s/v%d", all[town].scope, v+1), parent: town})
			if v%2 == 1 {
				all = append(all, seat{scope: all[village].scope + "/p", parent: village})
			}
		}
	}
	return all
}
