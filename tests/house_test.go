package tests

import (
	"bufio"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A file longer than this holds more than one thought.
const longestFile = 350

func TestEveryPackageSaysWhichRoomItIs(t *testing.T) {
	said := map[string]bool{}
	for _, name := range files(t, house, ".go") {
		if strings.HasSuffix(name, "_test.go") && path.Dir(name) != "tests" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, read(t, house, name), parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		said[path.Dir(name)] = said[path.Dir(name)] || file.Doc.Text() != ""
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("package %s has no comment that says which room it is", folder)
		}
	}
}

func TestNoPackageIsADrawer(t *testing.T) {
	drawers := []string{"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"}
	for _, name := range files(t, house, ".go", ".ts", ".vue") {
		for part := range strings.SplitSeq(strings.ToLower(name), "/") {
			if noun, _, _ := strings.Cut(part, "."); slices.Contains(drawers, noun) {
				t.Errorf("%s: name it after what is in it", name)
			}
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	for _, name := range files(t, house, ".go", ".ts", ".vue", ".css", ".html", ".mjs") {
		text := read(t, house, name)
		if lines := strings.Count(text, "\n"); lines > longestFile && !mayBeLong(name, text) {
			t.Errorf("%s has %d lines: more than one room?", name, lines)
		}
	}
}

// mayBeLong excuses tests, generated files and tables of data.
func mayBeLong(name, text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return strings.HasSuffix(name, "_test.go") || strings.Contains(name, ".test.") ||
		strings.Contains(first, "Code generated") || strings.Contains(path.Base(name), "table")
}

// address finds the host of every address written out in a file, with or without a scheme.
var address = regexp.MustCompile(`(?:https?:|["'(])//([A-Za-z0-9.-]+\.[A-Za-z0-9-]+|localhost)`)

// nobodyIsAsked are hosts that a page may name without ever asking them: loopback, reserved examples, and the
// names of XML vocabularies.
var nobodyIsAsked = []string{"localhost", "127.0.0.1", "www.w3.org", "example.com", "example.org"}

func TestPagesAskNobodyElse(t *testing.T) {
	for _, name := range files(t, house, ".ts", ".vue", ".css", ".html", ".svg", ".mjs") {
		if !strings.HasPrefix(name, "web/") || strings.Contains(name, ".test.") {
			continue
		}
		for _, host := range foreignHosts(read(t, house, name)) {
			t.Errorf("%s names %s: a station works for months without the internet", name, host)
		}
	}
}

func TestForeignHostsAreSeen(t *testing.T) {
	for text, want := range map[string]int{
		`<svg xmlns="http://www.w3.org/2000/svg">`:                 0,
		`fetch('http://127.0.0.1:8080/x')`:                         0,
		`<a href="http://box.example.com">`:                        0,
		`new WebSocket("ws://" + location.host)`:                   0,
		`// a comment about files.ts`:                              0,
		`http://192.168.1.10:8080`:                                 0,
		`<script src="https://cdn.jsdelivr.net/npm/vue"></script>`: 1,
		`<script src="//cdn.jsdelivr.net/npm/vue"></script>`:       1,
		`url(//fonts.gstatic.com/a.woff2)`:                         1,
	} {
		if got := foreignHosts(text); len(got) != want {
			t.Errorf("%q: foreign hosts %v", text, got)
		}
	}
}

// private is the address of a station in its own network.
var private = regexp.MustCompile(`^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\.`)

func foreignHosts(text string) []string {
	var hosts []string
	for _, match := range address.FindAllStringSubmatch(text, -1) {
		host := match[1]
		known := slices.ContainsFunc(nobodyIsAsked, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
		if !known && !private.MatchString(host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// The national emblem and the Party's are drawn only as their laws allow (国徽法, 党徽党旗条例): none ships with us.
func TestNoEmblemIsCarried(t *testing.T) {
	emblem := regexp.MustCompile(`(?i)emblem|guohui|danghui|国徽|党徽`)
	for _, name := range files(t, house, ".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".ico") {
		if emblem.MatchString(path.Base(name)) {
			t.Errorf("%s looks like an emblem", name)
		}
	}
}

func TestLicenceIsThere(t *testing.T) {
	scanner := bufio.NewScanner(strings.NewReader(read(t, house, "LICENSE")))
	for scanner.Scan() {
		if line := strings.TrimSpace(scanner.Text()); line != "" {
			if line != "Apache License" {
				t.Errorf("LICENSE begins with %q", line)
			}
			return
		}
	}
	t.Error("LICENSE is empty")
}
