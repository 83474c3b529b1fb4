package casebook

import "lianzhan/station/matter"

var (
	stateRank = ranks(matter.States, func(i int) matter.State { return matter.States[i].State })
	gradeRank = ranks(matter.Grades, func(i int) matter.Grade { return matter.Grades[i].Grade })
)

// ranks numbers what a list names, from 1; what it does not name comes before all.
func ranks[List ~[]E, E any, Name comparable](list List, name func(i int) Name) map[Name]int {
	numbers := make(map[Name]int, len(list))
	for i := range list {
		numbers[name(i)] = i + 1
	}
	return numbers
}
