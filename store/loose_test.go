package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
)

func TestOnlyLooseFilesGo(t *testing.T) {
	dir := t.TempDir()
	db := mustOpen(t, dir)
	add := func(content string, days int) string {
		hash, err := db.AddFile(strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		age(t, db.filePath(hash), time.Duration(days)*24*time.Hour)
		return hash
	}
	names := func(hash string) station.Edit { return said("m1", `photo "`+hash+`"`) }
	now, once, erased := add("现在的", 30), add("从前的", 30), add("擦掉的", 30)
	loose, fresh, wanted := add("没人要", 30), add("刚来的", 6), add("又要了", 30)
	late := add("后来才写", 30)
	portrait := group("g1", now)
	portrait.Fields = fmt.Appendf(nil, `{"photo":%q}`, once)
	mustWrite(t, db, portrait, names(erased))
	portrait.Fields = fmt.Appendf(nil, `{"photo":%q,"thumb":"x%s"}`, now, now)
	mustWrite(t, db, portrait, erase(t, "m1", matter(t, db, "m1").Events[0].Revision))
	if _, err := db.AddFile(strings.NewReader("又要了")); err != nil {
		t.Fatal(err)
	}
	list, err := db.LooseFiles()
	var hashes []string
	for _, l := range list {
		hashes = append(hashes, l.Hash)
	}
	if err != nil || len(hashes) != 3 || !strings.Contains(fmt.Sprint(hashes), erased) || list[0].Size == 0 {
		t.Errorf("loose are %+v: %v", list, err)
	}
	mustWrite(t, db, names(late))
	gone, err := db.DropLooseFiles(t.Context())
	if err != nil || len(gone) != 2 {
		t.Errorf("gone are %+v: %v", gone, err)
	}
	for hash, there := range map[string]bool{now: true, once: true, fresh: true, wanted: true, late: true, loose: false, erased: false} {
		if (contentOf(t, db, hash) != "") != there {
			t.Errorf("%s is there: %v", hash, !there)
		}
	}
	if again, err := db.DropLooseFiles(t.Context()); len(again) != 0 || err != nil {
		t.Errorf("gone again: %+v, %v", again, err)
	}
	if n, err := db.Verify(); n != 5 || err != nil { // nothing was written
		t.Errorf("verified %d: %v", n, err)
	}
}

// What is written while the list is made is held against it before anything goes.
func TestFileNamedMeanwhileStays(t *testing.T) {
	db := mustOpen(t, t.TempDir())
	hash, err := db.AddFile(strings.NewReader("赶上了"))
	if err != nil {
		t.Fatal(err)
	}
	age(t, db.filePath(hash), 30*24*time.Hour)
	loose, err := db.old()
	if err != nil || len(loose) != 1 {
		t.Fatalf("%v: %v", loose, err)
	}
	if _, err := db.AddFile(strings.NewReader("赶上了")); err != nil {
		t.Fatal(err)
	}
	if gone, err := db.drop(loose); len(gone) != 0 || err != nil || contentOf(t, db, hash) == "" {
		t.Errorf("gone is %v: %v", gone, err)
	}
}
