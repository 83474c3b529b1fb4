package desk

import (
	"fmt"
	"testing"

	"lianzhan/station"
)

// What the county counts can be written in one line each, as people say it.
func TestCountsAreWrittenShort(t *testing.T) {
	h := newHand(t)
	wu := h.must(station.KindDeputy, "吴康", "tier=township")
	lin := h.must(station.KindDeputy, "林海涵", "council=是")
	project := h.must(station.KindProject, "村道", "year=2026", "votes=票决 2026-01-20 全体57 到会52 赞成48 反对2；测评 2026-06-28 全体57 到会52 满意20 基本满意15")
	if votes := only[station.Project](h, station.KindProject).Votes; len(votes) != 2 || votes[0].Result() != "通过" || votes[1].Result() != "基本满意" || votes[1].Present != 52 {
		t.Errorf("votes %+v", votes)
	}
	h.must(station.KindActivity, "述职会", "type=duty_report", "date=2026-11-01", "attendance=吴康:述职，林海涵", "scores=吴康:90", "project=村道",
		"results=植树:310株,面积：27.5平方米", "households=30")
	a := only[station.Activity](h, station.KindActivity)
	if a.Scores[wu.ID] != 90 || a.Project != project.ID || a.Households != 30 || fmt.Sprint(a.Results) != "[{植树 310 株} {面积 27.5 平方米}]" ||
		a.Attendance[0].Role != station.Reporter || a.Attendance[1].Role != "" {
		t.Errorf("the activity is %+v", a)
	}
	h.must(station.KindStation, "新安之家", "kind=home", "declared_stations=12", "declared_kinds=home:1,村（社区）联络站:12")
	s := only[station.Station](h, station.KindStation)
	if *s.DeclaredStations != 12 || s.DeclaredKinds[station.SiteStation] != 12 || s.DeclaredKinds[station.SiteHome] != 1 {
		t.Errorf("declared %v %v", s.DeclaredStations, s.DeclaredKinds)
	}
	h.must(station.KindDeputy, "林海涵", "council=否")
	people, err := station.All[station.Deputy](h, station.KindDeputy)
	if err != nil || len(people) != 2 {
		t.Fatal(err, people)
	}
	for _, d := range people {
		if d.ID == lin.ID && d.Councils("2026-11-21") {
			t.Errorf("still a member: %+v", d)
		}
	}
	for name, c := range map[string]struct {
		kind station.Kind
		pair string
	}{
		"no unit":       {station.KindActivity, "results=植树:310"},
		"no number":     {station.KindActivity, "scores=吴康:优"},
		"no pair":       {station.KindActivity, "scores=吴康"},
		"a stranger":    {station.KindActivity, "scores=无此人:90"},
		"no kind":       {station.KindProject, "votes=表决 2026-01-20 全体57"},
		"strange word":  {station.KindProject, "votes=票决 2026-01-20 全体57 鼓掌50"},
		"more than all": {station.KindProject, "votes=票决 2026-01-20 全体57 赞成58"},
		"unknown kind":  {station.KindStation, "declared_kinds=塔:3"},
		"maybe":         {station.KindDeputy, "council=也许"},
	} {
		before := h.seq
		who := map[station.Kind]string{station.KindActivity: "述职会", station.KindProject: "村道", station.KindStation: "新安之家", station.KindDeputy: "吴康"}[c.kind]
		if _, err := h.set(c.kind, who, c.pair); err == nil || station.Worded(err).Class == station.FaultInternal || h.seq != before {
			t.Errorf("%s: %v", name, err)
		}
	}
}
