//go:build stories

package tests

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lianzhan/sync/above"
)

// copiedStation is a station at work, and its disk in a second box that has not been switched on.
func copiedStation(t *testing.T) (county, town, second *live) {
	t.Helper()
	county, town = startCounty(t), start(t, t.TempDir())
	town.joins(county, "石湾镇中心站", "shiwan")
	town.run("set", "activity", "复制以前走访", "type=visit", "date=2026-11-21")
	soon(t, "the station is settled", func() bool { return town.settled() && county.knowsActivity("复制以前走访") })
	town.down()
	second = &live{t: t, data: filepath.Join(t.TempDir(), "copy"), port: freePort(t)}
	if err := os.CopyFS(second.data, os.DirFS(town.data)); err != nil {
		t.Fatal(err)
	}
	town.up()
	town.run("set", "activity", "原机走访", "type=visit", "date=2026-11-21")
	soon(t, "the first is heard", func() bool { return county.knowsActivity("原机走访") })
	return county, town, second
}

// A disk was copied, and the copy writes before it has a line. It is named a copy at its own desk, enrols again, and all that
// both wrote is there.
func TestACopiedDiskOfRealPrograms(t *testing.T) {
	county, town, second := copiedStation(t)
	second.run("set", "activity", "副机走访", "type=visit", "date=2026-11-21")
	second.up()
	t.Cleanup(second.down)
	soon(t, "the second is found out", func() bool { return second.standing().State == above.Forked })
	if said := second.run("sync"); !strings.Contains(said, "硬盘像是被复制过") || !strings.Contains(said, "登记码") {
		t.Errorf("said %q", said)
	}
	town.run("set", "activity", "原机照常走访", "type=visit", "date=2026-11-21")
	soon(t, "the first goes on", func() bool { return county.knowsActivity("原机照常走访") })
	second.run("enroll", spokenCode.FindString(county.run("enroll", "石湾镇中心站")), "--parent", county.url(""))
	soon(t, "what the second wrote is there", func() bool { return county.knowsActivity("副机走访") && second.settled() })
	soon(t, "the first knows that another took its place", func() bool { return town.standing().State == above.Revoked })
	for _, title := range []string{"复制以前走访", "原机走访", "原机照常走访", "副机走访"} {
		soon(t, title+" is at the box that stands now", func() bool { return second.knowsActivity(title) })
	}
	if said := town.run("sync"); !strings.Contains(said, "停用") {
		t.Errorf("the first says %q", said)
	}
	county.run("verify")
}

// The copy has a line from the first moment: it looks like the same box on an older disk. When both go on, one of them is
// named a copy, and the other works on.
func TestACopyThatIsOnlineAtOnce(t *testing.T) {
	county, town, second := copiedStation(t)
	second.up()
	t.Cleanup(second.down)
	soon(t, "it began another life", second.settled)
	forked := func(s *live) bool { return s.standing().State == above.Forked }
	soon(t, "one of them is found out", func() bool {
		for _, s := range []*live{town, second} {
			s.run("set", "activity", "走访"+clientID(), "type=visit", "date=2026-11-21")
		}
		return forked(town) || forked(second)
	})
	copied, good := second, town
	if forked(town) {
		copied, good = town, second
	}
	if said := copied.run("sync"); !strings.Contains(said, "硬盘像是被复制过") {
		t.Errorf("said %q", said)
	}
	good.run("set", "activity", "照常走访", "type=visit", "date=2026-11-21")
	soon(t, "the other works on", func() bool { return county.knowsActivity("照常走访") && good.settled() && !forked(good) })
	county.run("verify")
}

// The copy has a line and writes in its first moment. One of the two is named a copy, or both are; whichever is, says so at its own
// desk and on the county's list. The technician enrols one after the other, and nothing of either is lost.
func TestACopyThatWritesInItsFirstMoment(t *testing.T) {
	county, town, second := copiedStation(t)
	chief := openOffice(t, county).master
	wrote := map[*live][]string{}
	write := func(s *live) {
		title := "走访" + clientID()
		s.run("set", "activity", title, "type=visit", "date=2026-11-21")
		wrote[s] = append(wrote[s], title)
	}
	second.up()
	t.Cleanup(second.down)
	turned := func(s *live) bool {
		state := s.standing().State
		return state == above.Forked || state == above.Revoked
	}
	soon(t, "one of them is found out", func() bool {
		write(second)
		write(town)
		return turned(town) || turned(second)
	})
	soon(t, "the county's list names it", func() bool { return chief.nodeAt("/c/shiwan").Forked })
	for _, s := range []*live{second, town} { // whoever enrols takes the other's place
		if said := s.run("sync"); turned(s) && !strings.Contains(said, "请向上级要新的登记码") {
			t.Errorf("said %q", said)
		}
		s.run("enroll", spokenCode.FindString(county.run("enroll", "石湾镇中心站")), "--parent", county.url(""))
		soon(t, "all it wrote is at the county", func() bool {
			return s.settled() && !slices.ContainsFunc(wrote[s], func(title string) bool { return !county.knowsActivity(title) })
		})
		write(s)
	}
	soon(t, "the second knows that the first took its place", func() bool { return second.standing().State == above.Revoked })
	soon(t, "the first has all of both", func() bool {
		return !slices.ContainsFunc(append(wrote[second], wrote[town]...), func(title string) bool { return !town.knowsActivity(title) })
	})
	if faults := town.standing().Faults; len(faults) > 0 {
		t.Errorf("kept aside: %+v", faults)
	}
	county.run("verify")
}
