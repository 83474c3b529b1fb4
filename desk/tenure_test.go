package desk

import (
	"fmt"
	"strings"
	"testing"

	"lianzhan/station"
)

// history writes memberships of one kind of body in one line.
func history(m *recorder, name string, in station.Body) string {
	names, err := bodyNames(m)
	if err != nil {
		m.t.Fatal(err)
	}
	var lines []string
	for _, s := range m.deputy(name).Memberships {
		if s.In == in {
			lines = append(lines, fmt.Sprintf("%s%s%s %s..%s", s.Tier, names[s.Of], s.Area+s.Term, s.StartDate, s.EndDate))
		}
	}
	return strings.Join(lines, ", ")
}

// What a roster changes about mandates, groups and stations stays visible as history.
func TestChangedMembershipsKeepHistory(t *testing.T) {
	const first = "吴康,1970.5,镇,,,第一小组,第1选区,莲池联络点,,"
	for name, c := range map[string]struct {
		then string
		in   station.Body
		want string
	}{
		"nothing":           {first, station.BodyGroup, "第一小组 .."},
		"group":             {"吴康,1970.5,镇,,,第二小组,第1选区,莲池联络点,,", station.BodyGroup, "第一小组 ..2026-11-30, 第二小组 2026-12-01.."},
		"station":           {"吴康,1970.5,镇,,,第一小组,第1选区,中心联络站,,", station.BodyStation, "莲池联络点 ..2026-11-30, 中心联络站 2026-12-01.."},
		"empty cells":       {"吴康,1970.5,镇,,,,,,,", station.BodyStation, "莲池联络点 .."},
		"tier":              {"吴康,1970.5,县,,,第一小组,第1选区,莲池联络点,,", station.BodyCongress, "township第1选区 ..2026-11-30, county第1选区 2026-12-01.."},
		"electoral unit":    {"吴康,1970.5,镇,,,第一小组,第2选区,莲池联络点,,", station.BodyCongress, "township第1选区 ..2026-11-30, township第2选区 2026-12-01.."},
		"second tier":       {"吴康,1970.5,县和镇,,,第一小组,第1选区,莲池联络点,,", station.BodyCongress, "township第1选区 .., county .."},
		"term filled in":    {"吴康,1970.5,镇,,,第一小组,第1选区,莲池联络点,第19届,2022-01至2026-12", station.BodyCongress, "township第1选区第19届 2022-01..2026-12"},
		"unknown until now": {"吴康,1970.5,镇,,,第一小组,第1选区,\"莲池联络点、中心联络站\",,", station.BodyStation, "莲池联络点 .., 中心联络站 .."},
	} {
		m := newRecorder(t)
		m.take("r.csv", csv(header, first, "县一,1960.1,县", "镇二,1961.1,镇"), "2026-06-01")
		m.take("r.csv", csv(header, c.then, "县一,1960.1,县", "镇二,1961.1,镇"), "2026-12-01")
		if got := history(m, "吴康", c.in); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if again := m.take("r.csv", csv(header, c.then, "县一,1960.1,县", "镇二,1961.1,镇"), "2026-12-20"); again.Edits != 0 {
			t.Errorf("%s: again changes %s: %s", name, told(again), history(m, "吴康", c.in))
		}
	}
}

func TestSlipOfOneDayLeavesNoHistory(t *testing.T) {
	m := newRecorder(t)
	for i, group := range []string{"第一小组", "第三小组", "第二小组"} {
		day := station.Date("2026-06-01")
		if i > 0 {
			day = "2026-12-01"
		}
		m.take("r.csv", csv(header, "吴康,1970.5,镇,,,"+group), day)
	}
	if got := history(m, "吴康", station.BodyGroup); got != "第一小组 ..2026-11-30, 第二小组 2026-12-01.." {
		t.Error(got)
	}
}

// A roster of county deputies says nothing about who sits in the township's congress.
func TestRosterOfAnotherTierEndsNothing(t *testing.T) {
	m := newRecorder(t)
	m.take("镇.csv", csv(header, "吴康,1970.5,镇", "何兰,1971.6,镇"), today)
	m.take("县.csv", csv(header, "吴康,1970.5,县"), today.AddDays(9))
	if got := history(m, "吴康", station.BodyCongress); got != "township .., county .." {
		t.Error(got)
	}
}

// Where a form gives only the highest tier, a lower mandate somebody added by hand stays.
func TestHighestTierOnly(t *testing.T) {
	for note, want := range map[string]string{"代表层级填写最高一级": "county .., township ..", "说明": "county .., township ..2026-11-30"} {
		m := newRecorder(t)
		m.take("r.csv", csv(header, "吴康,1970.5,县", "吴康,1970.5,镇"), "2026-06-01")
		m.take("r.csv", csv(note, header, "吴康,1970.5,县", "何兰,1971.6,镇"), "2026-12-01")
		if got := history(m, "吴康", station.BodyCongress); got != want {
			t.Errorf("%s: %s", note, got)
		}
	}
}

// An old list must not put somebody back on the wall whose mandate has ended.
func TestEndedMandateStaysEnded(t *testing.T) {
	for line, want := range map[string]string{
		"吴康,1970.5,镇,,,,,,第19届,":         "township第19届 2022-01..2026-10-31",
		"吴康,1970.5,镇,,,,,,第20届,":         "township第19届 2022-01..2026-10-31, township第20届 2026-12-01..",
		"吴康,1970.5,镇,,,,,,,2026-11至2031": "township第19届 2022-01..2026-10-31, township 2026-11..2031",
	} {
		m := newRecorder(t)
		m.take("r.csv", csv(header, "吴康,1970.5,镇,,,,,,第19届,2022-01至2026-10-31"), "2026-06-01")
		report := m.take("r.csv", csv(header, line), "2026-12-01")
		if got := history(m, "吴康", station.BodyCongress); got != want || strings.Contains(warnings(report), "终止") != (strings.Count(want, "..") == 1) {
			t.Errorf("%s: %s; %s", line, got, warnings(report))
		}
		if again := m.take("r.csv", csv(header, line), "2026-12-20"); again.Edits != 0 {
			t.Errorf("%s: again changes %s", line, told(again))
		}
	}
}
