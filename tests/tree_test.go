package tests

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

// foreign are folders in the checkout that nobody of us wrote.
var foreign = []string{"node_modules", "dist", "bin", "data", "out"}

// files lists the files of a tree that end in one of the given ways, without foreign and hidden folders.
func files(t *testing.T, tree fs.FS, endings ...string) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() && name != "." && (strings.HasPrefix(base, ".") || isForeign(tree, name)) {
			return fs.SkipDir
		}
		if !entry.IsDir() && slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(base, end) }) {
			found = append(found, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// isForeign tells a built or downloaded folder from a folder of source that happens to have the same name, as
// web/src/kiosk/data has.
func isForeign(tree fs.FS, name string) bool {
	switch base := path.Base(name); base {
	case "bin", "data":
		return name == base
	default:
		return slices.Contains(foreign, base)
	}
}

func read(t *testing.T, tree fs.FS, name string) string {
	t.Helper()
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
