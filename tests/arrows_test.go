// Package tests holds what is true of the whole house: who may know whom, the house rules, and the stories told
// across rooms on the real server and a real browser (build tag stories).
package tests

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// house is the checkout this test runs in.
var house = os.DirFS("..")

// arrow is one import inside the house: folder to folder, or file to file for the pages.
type arrow struct{ from, to string }

const module = "lianzhan/"

// rooms are the siblings of the star; what belongs in each is told in docs/architecture.md.
var rooms = []string{"kiosk", "display", "desk", "sync", "county", "store"}

func TestGoArrowsPointToTheCentre(t *testing.T) {
	arrows := goArrows(t, house)
	if len(arrows) == 0 {
		t.Fatal("found no import of ours: the checker reads the wrong folder")
	}
	for _, a := range arrows {
		if why := wrongGoArrow(a); why != "" {
			t.Errorf("%s imports %s: %s", a.from, a.to, why)
		}
	}
}

// rims are the folders of sync that stand on its box and know nothing of each other.
var rims = []string{"sync/above", "sync/below", "sync/stick", "sync/teller"}

func TestWrongGoArrowsAreSeen(t *testing.T) {
	for _, c := range []struct {
		arrow
		wrong bool
	}{
		{arrow{"kiosk", "station"}, false},
		{arrow{"kiosk", "web/problem"}, false},
		{arrow{"desk", "desk/sheet"}, false},
		{arrow{"desk/sheet", "station"}, false},
		{arrow{"cmd/lianzhan-station", "store"}, false},
		{arrow{"tests/bench", "store"}, false},
		{arrow{"kiosk", "store"}, true},
		{arrow{"display/board", "kiosk"}, true},
		{arrow{"desk", "web"}, true},
		{arrow{"station", "store"}, true},
		{arrow{"station", "web/problem"}, true},
		{arrow{"web/problem", "kiosk"}, true},
		{arrow{"web/pages", "web/problem"}, true},
		{arrow{"kiosk", "cmd/lianzhan-station"}, true},
		{arrow{"cmd/lianzhan-county", "cmd/lianzhan-station"}, true},
		{arrow{"cmd/lianzhan-county", "cmd/lianzhan-county/demo"}, false},
		{arrow{"cmd/lianzhan-station", "cmd/lianzhan-county/demo"}, true},
		{arrow{"kiosk", "tests"}, true},
		{arrow{"kiosk", "tests/road"}, true},
		{arrow{"tests/bench", "tests/road"}, false},
		{arrow{"attic", "station"}, true},
		{arrow{"sync/above", "sync/box"}, false},
		{arrow{"sync/above", "sync/below"}, true},
		{arrow{"sync/box", "sync/stick"}, true},
		{arrow{"sync/core", "sync/box"}, true},
		{arrow{"sync", "sync/above"}, false},
		{arrow{"cmd/lianzhan-county", "store/postgres"}, false},
		{arrow{"store/contract", "store/postgres"}, false},
		{arrow{"cmd/lianzhan-station", "store/postgres"}, true},
	} {
		if got := wrongGoArrow(c.arrow); (got != "") != c.wrong {
			t.Errorf("%s -> %s: wrong = %q", c.from, c.to, got)
		}
	}
}

func TestGoArrowsAreReadFromSource(t *testing.T) {
	tree := fstest.MapFS{
		"kiosk/kiosk.go":          {Data: []byte("package kiosk\nimport (\n\"fmt\"\n\"lianzhan/store\"\n)\nvar _ = fmt.Sprint\n")},
		"web/node_modules/x/x.go": {Data: []byte("package x\nimport \"lianzhan/store\"\n")},
	}
	got := goArrows(t, tree)
	if len(got) != 1 || got[0] != (arrow{"kiosk", "store"}) {
		t.Fatalf("arrows = %v", got)
	}
}

// wrongGoArrow says what is wrong with an import of ours, or "".
func wrongGoArrow(a arrow) string {
	from, to := top(a.from), top(a.to)
	switch {
	case from == "cmd" && strings.HasPrefix(a.to, a.from+"/"):
		return "" // a command's own folder
	case to == "cmd" || to == "tests" && from != "tests":
		return "nothing imports " + to
	case strings.HasPrefix(a.from, "cmd/lianzhan-station") && strings.HasPrefix(a.to, "store/postgres"):
		return "a station has no database server, and its program carries no driver for one"
	case from == "cmd" || from == "tests" || a.from == a.to:
		return ""
	case from == "station":
		if to != "station" {
			return "the centre knows nobody"
		}
	case from == "web":
		if to != "station" {
			return "a leaf knows the centre and nobody else"
		}
	case slices.Contains(rims, a.to) && a.from != "sync" && a.from != "sync/verbs":
		return "the sides of a box know nothing of each other, and what they stand on nothing of them"
	case a.from == "sync/core" && a.to == "sync/box":
		return "what is decided knows no rim"
	case isRoom(from):
		if to != from && to != "station" && (to != "web" || a.to == "web") {
			return "a room knows the centre and the leaves under web/"
		}
	default:
		return "no such room in docs/architecture.md"
	}
	return ""
}

func top(folder string) string {
	first, _, _ := strings.Cut(folder, "/")
	return first
}

func isRoom(name string) bool { return slices.Contains(rooms, name) }

// goArrows reads the imports of ours from every Go file of a tree, tests included.
func goArrows(t *testing.T, tree fs.FS) []arrow {
	t.Helper()
	seen := map[arrow]bool{}
	var arrows []arrow
	for _, name := range files(t, tree, ".go") {
		file, err := parser.ParseFile(token.NewFileSet(), name, read(t, tree, name), parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			to, ours := strings.CutPrefix(target, module)
			if a := (arrow{path.Dir(name), to}); ours && !seen[a] {
				seen[a] = true
				arrows = append(arrows, a)
			}
		}
	}
	return arrows
}
