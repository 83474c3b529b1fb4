package tests

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/box"
)

func (n *node) waiting() int {
	n.t.Helper()
	s, err := n.room.Status()
	if err != nil {
		n.t.Fatal(err)
	}
	return s.FilesUp
}

func (n *node) lost() []box.Lost {
	n.t.Helper()
	list, err := n.room.Lost()
	if err != nil {
		n.t.Fatal(err)
	}
	return list
}

// A file that is no more leaves the queue: one whose record was written without it, and one whose record was given to somebody
// else before it could cross. One that is wanted crosses.
func TestAFileThatIsNoMoreLeavesTheQueue(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	l := newLine(t, county.addr, 0)
	county.plant("w", "/c/w")
	county.adopt(village, "v", "/c/v", l.URL())
	eventually(t, "the station is settled", village.settled)
	_, never := picture(1000, 21)
	village.write(station.KindActivity, "moved", station.Public, map[string]any{"title": "还没有照片"})
	village.write(station.KindActivity, "never", station.Public, map[string]any{"title": "没存上", "photos": []string{never}})
	eventually(t, "the first is given up", func() bool {
		return county.field(station.KindActivity, "never", "title") != "" && village.waiting() == 0
	})
	if lost := village.lost(); len(lost) != 1 || lost[0].Why != box.LostHere || lost[0].ID != "never" {
		t.Errorf("it says that lost are %+v", lost)
	}

	l.Sever(true)
	kept, keptHash := picture(200_000, 22)
	moved, movedHash := picture(200_000, 23)
	village.hang(kept)
	village.hang(moved)
	village.write(station.KindActivity, "kept", station.Public, map[string]any{"title": "走访", "photos": []string{keptHash}})
	village.write(station.KindActivity, "moved", station.Public, map[string]any{"title": "有照片了", "photos": []string{movedHash}})
	eventually(t, "both wait", func() bool { return village.waiting() == 2 })
	move, err := station.MoveTo(station.KindActivity, "moved", "/c/w")
	if err != nil {
		t.Fatal(err)
	}
	county.edit(move)
	l.Sever(false)
	eventually(t, "the record is taken out", func() bool { return village.field(station.KindActivity, "moved", "title") == "" })
	village.write(station.KindActivity, "later", station.Public, map[string]any{"title": "又一次", "photos": []string{keptHash}})
	eventually(t, "nothing waits", func() bool { return village.waiting() == 0 })
	if !county.has(keptHash) || county.has(movedHash) {
		t.Errorf("the county has the kept one: %v, the moved one: %v", county.has(keptHash), county.has(movedHash))
	}
}

// A county comes back on another disk, from a backup without its pictures. The station gives them back: what it sent once, and
// what it was sent.
func TestAParentThatLostItsFilesIsGivenThemAgain(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "the station is settled", village.settled)
	up, upHash := picture(100_000, 31)
	down, downHash := picture(100_000, 32)
	village.hang(up)
	village.write(station.KindActivity, "a", station.Public, map[string]any{"title": "走访", "photos": []string{upHash}})
	county.hang(down)
	county.write(station.KindArticle, "b", station.Public, map[string]any{"title": "通知", "photos": []string{downHash}})
	eventually(t, "both have both", func() bool { return county.has(upHash) && village.has(downHash) && village.waiting() == 0 })

	if err := county.db.Reincarnate(t.Context()); err != nil {
		t.Fatal(err)
	}
	county.down()
	if err := os.RemoveAll(filepath.Join(county.dir, "files")); err != nil {
		t.Fatal(err)
	}
	county.up()
	eventually(t, "the county has both again", func() bool { return county.has(upHash) && county.has(downHash) })
	eventually(t, "nothing waits", func() bool { return village.waiting() == 0 })
}

// The power went when the last byte of a picture was on the disk, and the picture had not got its name yet: above, and below. It
// is finished without a byte more.
func TestAFileThatLacksOnlyItsName(t *testing.T) {
	county, village := newNode(t, true, honest), newNode(t, false, honest)
	county.adopt(village, "v", "/c/v", county.url())
	eventually(t, "the station is settled", village.settled)
	up, upHash := picture(20_000, 41)
	down, downHash := picture(20_000, 42)
	for path, content := range map[string][]byte{filepath.Join(county.dir, "files", "part-"+upHash): up, filepath.Join(village.dir, "files", "part-"+downHash): down} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	village.hang(up)
	village.write(station.KindActivity, "a", station.Public, map[string]any{"title": "走访", "photos": []string{upHash}})
	county.hang(down)
	county.write(station.KindArticle, "b", station.Public, map[string]any{"title": "通知", "photos": []string{downHash}})
	eventually(t, "both have both", func() bool { return county.has(upHash) && village.has(downHash) && village.waiting() == 0 })
}

// A village's disk died before its picture had crossed. The town waits for a month, then it says that the picture is lost, and asks
// no more. The picture turns up: it goes on to the county.
func TestAPictureThatNeverCameIsCalledLost(t *testing.T) {
	county, town, village, _ := branchOfThree(t)
	content, hash := picture(100_000, 41)
	village.write(station.KindActivity, "visit", station.Public, map[string]any{"title": "走访", "photos": []string{hash}})
	eventually(t, "the town misses it", func() bool { return strings.Contains(town.note("rim/up/"+hash), "since") })
	if town.waiting() != 1 || len(town.lost()) != 0 {
		t.Errorf("%d wait, lost are %+v", town.waiting(), town.lost())
	}
	town.down()
	town.wall = func() (time.Time, station.Trust) { return time.Now().AddDate(0, 0, 31), station.TrustNTP }
	town.up()
	eventually(t, "it is called lost", func() bool { return town.waiting() == 0 && len(town.lost()) == 1 })
	if lost := town.lost()[0]; lost.Why != box.LostBelow || lost.Kind != station.KindActivity || lost.ID != "visit" {
		t.Errorf("%+v", lost)
	}
	village.hang(content)
	village.write(station.KindActivity, "visit", station.Public, map[string]any{"title": "走访，照片找到了", "photos": []string{hash}})
	eventually(t, "the county has it", func() bool { return county.has(hash) })
	eventually(t, "nothing is called lost", func() bool { return len(town.lost())+len(village.lost())+town.waiting() == 0 })
}

func (n *node) note(key string) (value string) {
	n.t.Helper()
	if err := n.db.Inspect(func(l station.Ledger) error {
		raw, err := l.Note(key)
		value = string(raw)
		return err
	}); err != nil {
		n.t.Fatal(err)
	}
	return value
}
