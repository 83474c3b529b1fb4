package tests

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/above"
)

// A station that worked alone is enrolled; what it wrote goes up, what the county writes comes down.
func TestAStationIsEnrolledAndBothWaysWork(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	village.write(station.KindActivity, "before", station.Public, map[string]any{"title": "早先的走访"})
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "what was written alone goes up", func() bool { return county.field(station.KindActivity, "before", "title") != "" })
	village.write(station.KindActivity, "after", station.Public, map[string]any{"title": "后来的走访"})
	eventually(t, "what is written later goes up", func() bool { return county.field(station.KindActivity, "after", "title") != "" })
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "县里的通知"})
	eventually(t, "what the county says comes down", func() bool { return village.field(station.KindArticle, "notice", "title") != "" })
	eventually(t, "the station is settled", village.settled)
	if village.db.Scope() != "/c/v" {
		t.Errorf("it stands at %s", village.db.Scope())
	}
}

// The line is cut in the middle of the work; both sides go on alone, and what was written meanwhile crosses by itself.
func TestACutLineMendsItself(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	l := newLine(t, county.addr, 0)
	county.adopt(village, "v", "/c/v", l.URL())
	eventually(t, "the station is settled", village.settled)
	l.Sever(true)
	eventually(t, "the station notices", func() bool { s, err := village.room.Status(); return err == nil && s.State == above.Offline })
	for i := range 50 {
		village.write(station.KindActivity, fmt.Sprint("up", i), station.Public, map[string]any{"title": "断线时"})
		county.write(station.KindArticle, fmt.Sprint("down", i), station.Public, map[string]any{"title": "断线时"})
	}
	if s, err := village.room.Status(); err != nil || s.Pending != 50 || s.OldestAt == 0 {
		t.Errorf("it says that %d wait since %d: %v", s.Pending, s.OldestAt, err)
	}
	l.Sever(false)
	eventually(t, "the last crosses upwards", func() bool { return county.field(station.KindActivity, "up49", "title") != "" })
	eventually(t, "the last crosses downwards", func() bool { return village.field(station.KindArticle, "down49", "title") != "" })
	eventually(t, "the station is settled again", village.settled)
}

// The county's server is killed and started again on the same data: sessions hold, nothing is lost, nothing comes twice.
func TestTheCountyStartsAgain(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "the station is settled", village.settled)
	county.down()
	village.write(station.KindActivity, "meanwhile", station.Public, map[string]any{"title": "县里停机时"})
	county.up()
	eventually(t, "what was written meanwhile arrives", func() bool { return county.field(station.KindActivity, "meanwhile", "title") != "" })
	county.write(station.KindArticle, "after", station.Public, map[string]any{"title": "重启以后"})
	eventually(t, "the doorbell rings again", func() bool { return village.field(station.KindArticle, "after", "title") != "" })
}

// A town between: what a village writes is at the county, and the village knows that it is.
func TestThroughATown(t *testing.T) {
	county, _, village, sibling := branchOfThree(t)
	village.write(station.KindActivity, "v1", station.Public, map[string]any{"title": "村里的走访"})
	eventually(t, "it arrives at the county", func() bool { return county.field(station.KindActivity, "v1", "title") != "" })
	county.write(station.KindArticle, "c1", station.Public, map[string]any{"title": "县里的通知"})
	eventually(t, "both villages hear the county", func() bool {
		return village.field(station.KindArticle, "c1", "title") != "" && sibling.field(station.KindArticle, "c1", "title") != ""
	})
	if sibling.field(station.KindActivity, "v1", "title") != "" {
		t.Error("a village sees its neighbour's")
	}
	rooted := func() bool {
		s, err := village.room.Status()
		return err == nil && s.Pending == 0 && s.HopAck > 0 && s.RootAck == s.HopAck
	}
	eventually(t, "the village knows that the county has it", rooted)
	village.write(station.KindActivity, "v2", station.Public, map[string]any{"title": "又一次走访"})
	eventually(t, "it is at the town", func() bool {
		s, err := village.room.Status()
		return err == nil && s.Pending == 0 && s.HopAck > s.RootAck || rooted()
	})
	eventually(t, "nobody else writes, and the village hears of the county all the same", rooted)
}

// How much a box holds is known above, before it becomes too much for it; and so is what its own screen says.
func TestAStationSaysHowMuchItHolds(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	var edits []station.Edit
	for i := range 520 { // more than one push
		edits = append(edits, station.Edit{Kind: station.KindActivity, ID: fmt.Sprint("a", i), Op: station.OpPut, Class: station.Public, Fields: raw(t, map[string]any{"title": "走访"})})
	}
	village.edit(edits...)
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "the county knows", func() bool {
		peers, err := county.room.Below.Peers()
		return err == nil && len(peers) == 1 && peers[0].Status.Held >= 520
	})
	eventually(t, "the county knows that it has all of it", func() bool {
		peers, err := county.room.Below.Peers()
		return err == nil && peers[0].Status.Pending == 0 && peers[0].Status.HopAck == 520
	})
	eventually(t, "its own screen says it", func() bool {
		s, err := village.room.Status()
		return err == nil && village.settled() && s.Held == village.db.Seq()
	})
}

// A mini PC's disk is cloned; both copies work. The second is found out, takes the first one's place under a new name, and
// nothing of either is lost.
func TestAClonedDiskIsFoundOut(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	village.write(station.KindActivity, "common", station.Public, map[string]any{"title": "复制以前"})
	eventually(t, "the station is settled", func() bool { return village.settled() && county.field(station.KindActivity, "common", "title") != "" })
	village.down()
	clone := &node{t: t, dir: filepath.Join(t.TempDir(), "clone"), wall: honest}
	if err := os.CopyFS(clone.dir, os.DirFS(village.dir)); err != nil {
		t.Fatal(err)
	}
	village.up()
	village.write(station.KindActivity, "first", station.Public, map[string]any{"title": "原来那台"})
	eventually(t, "the first copy is heard", func() bool { return county.field(station.KindActivity, "first", "title") != "" })
	clone.offline()
	clone.write(station.KindActivity, "second", station.Public, map[string]any{"title": "复制的那台"})
	clone.down()
	clone.up()
	t.Cleanup(clone.down)
	eventually(t, "the second copy is found out", func() bool { s, err := clone.room.Status(); return err == nil && s.State == above.Forked })
	village.write(station.KindActivity, "third", station.Public, map[string]any{"title": "原来那台照常"})
	eventually(t, "the first goes on", func() bool { return county.field(station.KindActivity, "third", "title") != "" })
	county.enrol(clone, "v", county.url())
	eventually(t, "what the second wrote arrives", func() bool { return county.field(station.KindActivity, "second", "title") != "" })
	eventually(t, "nothing of it waits", clone.settled)
	if s, err := clone.room.Status(); err != nil || s.Quarantine != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

// A box whose battery is flat says 1970. It learns the county's time with the first hello; nobody turns it away.
func TestAFlatBatteryIsNoHindrance(t *testing.T) {
	county := newNode(t, true, honest)
	village := newNode(t, false, func() (time.Time, station.Trust) { return time.Unix(86400, 0), station.TrustUntrusted })
	county.adopt(village, "v", "/c/v", county.url())
	village.write(station.KindActivity, "early", station.Public, map[string]any{"title": "刚接上"})
	eventually(t, "the first arrives", func() bool { return county.field(station.KindActivity, "early", "title") != "" && village.settled() })
	village.write(station.KindActivity, "dark", station.Public, map[string]any{"title": "没有对时"})
	eventually(t, "it arrives", func() bool { return county.field(station.KindActivity, "dark", "title") != "" })
	eventually(t, "the offset is known", func() bool { _, ok := village.room.Above.Offset(); return ok })
	err := county.db.View(func(r station.Reader) error {
		record, err := r.Record(station.KindActivity, "dark")
		if at := record.Stamps["title"].At.Time(); time.Since(at).Abs() > 3*time.Minute {
			t.Errorf("at the county it was written at %v, not about %v", at, time.Now())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
