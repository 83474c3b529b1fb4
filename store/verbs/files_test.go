package verbs

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/web/console"
)

// The verb lists what nothing names and deletes nothing of it until it is told to; what a record names is never listed.
func TestFilesAreListedBeforeTheyGo(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	add := func(content string) string {
		hash, err := db.AddFile(strings.NewReader(content))
		old := time.Now().Add(-8 * 24 * time.Hour)
		if err := errors.Join(err, os.Chtimes(filepath.Join(dir, "files", hash[:2], hash), old, old)); err != nil {
			t.Fatal(err)
		}
		return hash
	}
	loose, wanted := add(strings.Repeat("没人要", 700)), add("有人要")
	if _, err := db.Write(t.Context(), "story", station.Edit{Kind: station.KindActivity, ID: "a", Op: station.OpPut, Class: station.Public,
		Fields: []byte(`{"title":"走访","photos":["` + wanted + `"]}`)}); err != nil {
		t.Fatal(err)
	}
	way := console.Way{Data: &dir, Alone: func(string) (func() error, error) {
		door, err := console.Listen(dir, Routes(db))
		if err != nil {
			return nil, err
		}
		return door.Close, nil
	}}
	for _, step := range []struct{ args, says string }{
		{"", "1 个文件，7 KB，没有记录用到，可以删：加 --drop。"},
		{"", loose + "\t7 KB\t"},
		{"--drop", "1 个文件，7 KB，已经删掉。"},
		{"--drop", "没有用不到的文件。"},
		{"", "没有用不到的文件。"},
	} {
		cmd := filesCommand(way)
		var out bytes.Buffer
		cmd.SetOut(&out)
		cmd.SetArgs(strings.Fields(step.args))
		if err := cmd.ExecuteContext(t.Context()); err != nil || !strings.Contains(out.String(), step.says) || strings.Contains(out.String(), wanted) {
			t.Errorf("files %s says %q: %v", step.args, out.String(), err)
		}
	}
	for hash, there := range map[string]bool{loose: false, wanted: true} {
		if _, whole, err := db.Offset(hash); whole != there || err != nil {
			t.Errorf("%s is there: %v, %v", hash, whole, err)
		}
	}
}
