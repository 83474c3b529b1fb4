//go:build stories

package tests

import (
	"testing"

	"lianzhan/station"
)

// below brings a box in under a town, with a code the town gives.
func (s *live) below(county, town *live, name, parent, step string) {
	s.t.Helper()
	county.run("enroll", name, "--parent", parent, "--scope-step", step)
	var code string
	soon(s.t, "the town may give "+name+" its code", func() bool {
		said, exit := town.try("code", name)
		code = spokenCode.FindString(said)
		return exit == 0
	})
	s.run("enroll", code, "--parent", town.url(""))
}

// What a voter says in a village lies on that village's disk. The village next door and the town between never hold a word of it;
// the county holds the words that were handed up to it and no others (PIPL art. 6).
func TestAVotersWordsLieOnNoOtherDisk(t *testing.T) {
	county, town, village, sibling := startCounty(t), start(t, t.TempDir()), startTown(t), start(t, t.TempDir())
	town.joins(county, "石湾镇中心站", "shiwan")
	village.below(county, town, "莲池村联络站", "/c/shiwan", "lianchi")
	sibling.below(county, town, "柳塘村联络站", "/c/shiwan", "liutang")
	officials, staff := openOffice(t, county, station.RoleCounty), openOffice(t, village)
	stays := village.kiosk("127.0.0.31").tell(secretMore+"有个坑", fields{"contact": fields{"name": secretName, "phone": secretPhone}})
	goesUp := village.kiosk("127.0.0.32").tell(secretWords+"有个坑", nil)
	staff.master.does(goesUp.ID, "accepted", fields{})
	staff.master.does(goesUp.ID, "escalated", fields{"to": "county_congress", "text": "请县里协调。"})
	member := officials.people[station.RoleCounty]
	soon(t, "the county knows of both and reads the words of one", func() bool {
		_, found := member.fromAbove(stays.ID)
		return found && len(member.words(goesUp.ID)) == 1
	})
	sibling.run("set", "activity", "邻村走访", "type=visit", "date=2026-11-21")
	soon(t, "everybody is settled", func() bool {
		return county.knowsActivity("邻村走访") && town.standing().Pending+village.standing().Pending+sibling.standing().Pending == 0
	})
	for _, s := range []*live{county, town, village, sibling} {
		s.down()
	}
	county.grepNothing(secretMore, secretName, secretPhone)
	town.grepNothing(secretMore, secretWords, secretName, secretPhone)
	sibling.grepNothing(secretMore, secretWords, secretName, secretPhone)
	if len(village.grep(secretMore)) == 0 || len(county.grep(secretWords)) == 0 {
		t.Error("the search finds nothing where it must: it proves nothing")
	}
}
