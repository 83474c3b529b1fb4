package casebook

import "lianzhan/station/matter"

var (
	stateRank = map[matter.State]int{}
	gradeRank = map[matter.Grade]int{}
)

func init() {
	for i, s := range matter.States {
		stateRank[s.ID] = i
	}
	for i, g := range matter.Grades {
		gradeRank[g.ID] = i + 1 // one not classified yet comes before all
	}
}
