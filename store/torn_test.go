package store

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// metaTxid is where a meta page of bbolt names the commit it belongs to: behind the header of the page, four words, the root and
// two page numbers.
const metaTxid = 16 + 4*4 + 16 + 8 + 8

// The power goes while the page that makes a commit valid is being written (etcd-io/bbolt#778): the database opens at the commit
// before it, whole, without anybody's help, and goes on in another life: the neighbours may have what was lost.
func TestATornLastPageIsTheCommitBefore(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for i, name := range []string{"甲", "乙", "丙"} {
		mustWrite(t, db, group(fmt.Sprint("g", i), name))
	}
	epoch := epochOf(t, db)
	closeStore(t, db)
	path := filepath.Join(dir, FileName)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := os.Getpagesize()
	newest := 0
	if binary.NativeEndian.Uint64(file[page+metaTxid:]) > binary.NativeEndian.Uint64(file[metaTxid:]) {
		newest = page
	}
	clear(file[newest+metaTxid : newest+page])
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db = mustOpen(t, dir)
	if got := names(t, db); !slices.Equal(got, []string{"甲", "乙"}) || epochOf(t, db) == epoch {
		t.Errorf("%v are there, in the same life: %v", got, epochOf(t, db) == epoch)
	}
	if n, err := db.Verify(); err != nil || n == 0 {
		t.Errorf("%d lines: %v", n, err)
	}
	mustWrite(t, db, group("g9", "丁"))
	if got := names(t, db); !slices.Equal(got, []string{"甲", "乙", "丁"}) {
		t.Errorf("%v are there", got)
	}
}
