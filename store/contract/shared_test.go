package contract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

// hearing notes what a watcher was told.
type hearing struct {
	lock sync.Mutex
	all  []station.Announcement
}

func (h *hearing) hear(a station.Announcement) {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.all = append(h.all, a)
}

func (h *hearing) told() []station.Announcement {
	h.lock.Lock()
	defer h.lock.Unlock()
	return slices.Clone(h.all)
}

// until waits for something that another process brings about.
func until(t testing.TB, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// Whoever watches hears every commit of every process, in order, each of its own before its writer goes on.
func TestCommitsOfOthersAreAnnounced(t *testing.T) {
	b := shared(t)
	one, two := b.mustOpen(t), b.mustOpen(t)
	var at1, at2 hearing
	defer one.Watch(at1.hear)()
	defer two.Watch(at2.hear)()
	for i := range 30 {
		from, ear := one, &at1
		if i%3 == 0 {
			from, ear = two, &at2
		}
		seq := write(t, from, group(fmt.Sprint("g", i), "组"))
		if told := ear.told(); told[len(told)-1].Seq != seq {
			t.Fatalf("the writer of line %d goes on before it is announced", seq)
		}
	}
	for i, ear := range []*hearing{&at1, &at2} {
		until(t, "the other's commits", func() bool { return len(ear.told()) == 30 })
		for j, a := range ear.told() {
			if a.Seq != uint64(j+1) || len(a.Refs) != 1 || a.Refs[0].ID != fmt.Sprint("g", j) {
				t.Errorf("process %d heard %v as announcement %d", i+1, a, j+1)
			}
		}
	}
	if one.Seq() != 30 || two.Seq() != 30 || one.Origin() != two.Origin() {
		t.Errorf("they stand at %d and %d", one.Seq(), two.Seq())
	}
	verify(t, one, 30)
}

// Several processes that start at once on an empty database make one store with one key.
func TestFirstStartOfSeveral(t *testing.T) {
	b := shared(t)
	var lock sync.Mutex
	var all []*store.DB
	var starts sync.WaitGroup
	for range 6 {
		starts.Go(func() {
			db, err := b.tryOpen(store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			lock.Lock()
			defer lock.Unlock()
			all = append(all, db)
		})
	}
	starts.Wait()
	for i, db := range all {
		write(t, db, group(fmt.Sprint("g", i), "组"))
		if db.Origin() != all[0].Origin() || string(db.Key()) != string(all[0].Key()) {
			t.Error("two boxes in one database")
		}
	}
	verify(t, all[0], 6)
	for _, db := range all {
		shut(t, db)
	}
}

// What another process is uploading into the shared folder is no leftover.
func TestStartLeavesUploadsOfOthers(t *testing.T) {
	b := shared(t)
	b.mustOpen(t)
	young, old := filepath.Join(b.dir, "files", "part-young"), filepath.Join(b.dir, "files", "part-old")
	for _, path := range []string{young, old} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	b.mustOpen(t)
	if _, err := os.Stat(young); err != nil {
		t.Errorf("swept while it was written: %v", err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("a leftover stays for ever")
	}
}

func TestWhatTheDatabasesPeopleDo(t *testing.T) {
	db := shared(t).mustOpen(t)
	_, err := db.Backup(nil)
	wantCode(t, err, "database_elsewhere")
}
