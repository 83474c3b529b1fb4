package tests

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// pages are the siblings of the front-end; what they share lies in web/src/shared and web/src/lang.
var pages = []string{"kiosk", "display", "desk", "cockpit"}

// imported finds static, dynamic and re-exporting imports in TypeScript, Vue and CSS.
var imported = regexp.MustCompile(`(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+)['"]([^'"]+)['"]`)

func TestPageArrowsPointToWhatIsShared(t *testing.T) {
	src, err := fs.Sub(house, "web/src")
	if err != nil {
		t.Fatal(err)
	}
	arrows := pageArrows(t, src)
	if len(arrows) == 0 {
		t.Fatal("found no import between the pages' files: the checker reads the wrong folder")
	}
	for _, a := range arrows {
		if why := wrongPageArrow(a); why != "" {
			t.Errorf("web/src/%s imports %s: %s", a.from, a.to, why)
		}
	}
}

func TestWrongPageArrowsAreSeen(t *testing.T) {
	for _, c := range []struct {
		arrow
		wrong bool
	}{
		{arrow{"kiosk/pages/Home.vue", "kiosk/data/station"}, false},
		{arrow{"kiosk/parts/Card.vue", "kiosk/parts/Photo.vue"}, false},
		{arrow{"kiosk/parts/Card.vue", "shared/wire"}, false},
		{arrow{"kiosk/parts/Card.test.ts", "kiosk/data/station"}, false},
		{arrow{"display/main.ts", "shared/socket"}, false},
		{arrow{"shared/socket.ts", "shared/wire"}, false},
		{arrow{"kiosk/main.ts", "display/board"}, true},
		{arrow{"display/main.ts", "kiosk/parts/Card.vue"}, true},
		{arrow{"shared/socket.ts", "kiosk/data/station"}, true},
		{arrow{"lang/zh.ts", "kiosk/main"}, true},
		{arrow{"kiosk/parts/Card.vue", "kiosk/data/station"}, true},
		{arrow{"kiosk/parts/Card.vue", "shared/socket"}, true},
		{arrow{"kiosk/data/station.ts", "kiosk/pages/Home.vue"}, true},
	} {
		if got := wrongPageArrow(c.arrow); (got != "") != c.wrong {
			t.Errorf("%s -> %s: wrong = %q", c.from, c.to, got)
		}
	}
}

func TestPageArrowsAreReadFromSource(t *testing.T) {
	tree := fstest.MapFS{
		"kiosk/main.ts":   {Data: []byte("import { a } from '../display/board'\nimport('./pages/Home.vue')\nimport 'vue'\n")},
		"kiosk/look.css":  {Data: []byte("@import '../shared/tokens.css';\n")},
		"kiosk/Card.vue":  {Data: []byte("<script setup lang=\"ts\">\nexport { b } from \"../shared/b\"\n</script>\n")},
		"kiosk/notes.txt": {Data: []byte("import x from './x'")},
	}
	want := []arrow{
		{"kiosk/Card.vue", "shared/b"},
		{"kiosk/look.css", "shared/tokens.css"},
		{"kiosk/main.ts", "display/board"},
		{"kiosk/main.ts", "kiosk/pages/Home.vue"},
	}
	if got := pageArrows(t, tree); !slices.Equal(got, want) {
		t.Fatalf("arrows = %v, want %v", got, want)
	}
}

// wrongPageArrow says what is wrong with an import between files of web/src, or "".
func wrongPageArrow(a arrow) string {
	from, to := top(a.from), top(a.to)
	switch {
	case slices.Contains(pages, to) && from != to:
		return "pages do not know each other, and what is shared knows no page"
	case strings.Contains(a.from, ".test."):
		return ""
	case inFolder(a.from, "parts") && (inFolder(a.to, "data") || a.to == "shared/socket" || a.to == "shared/first"):
		return "a part gets props and never touches data or sockets"
	case inFolder(a.from, "data") && inFolder(a.to, "pages"):
		return "data does not know who looks at it"
	}
	return ""
}

// inFolder says whether a file lies in the given folder of its page.
func inFolder(file, folder string) bool {
	return slices.Contains(strings.Split(path.Dir(file), "/")[1:], folder)
}

// pageArrows reads every relative import between the files of a tree, in order.
func pageArrows(t *testing.T, tree fs.FS) []arrow {
	t.Helper()
	var arrows []arrow
	for _, name := range files(t, tree, ".ts", ".vue", ".css") {
		for _, match := range imported.FindAllStringSubmatch(read(t, tree, name), -1) {
			if strings.HasPrefix(match[1], ".") {
				arrows = append(arrows, arrow{name, path.Join(path.Dir(name), match[1])})
			}
		}
	}
	return arrows
}
