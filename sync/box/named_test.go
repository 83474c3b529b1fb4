package box

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is found is what a pattern finds, in whatever JSON.
func TestFilesAreFoundWhereverTheyAreNamed(t *testing.T) {
	quoted, keyed := regexp.MustCompile(`"[0-9a-f]{64}"`), regexp.MustCompile(`"(?:code_hash|print|key)":"[0-9a-f]{64}"`)
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.OneOf(rapid.SampledFrom([]string{`"`, `:`, `"key":`, `"print":`, `"code_hash":`, `"photo":`, `{`, `"莲"`, `""`, `a`}),
			rapid.Custom(func(t *rapid.T) string {
				return fmt.Sprintf(`"%s"`, strings.Repeat(rapid.SampledFrom([]string{"0", "f", "A", "g"}).Draw(t, "digit"), rapid.IntRange(63, 65).Draw(t, "digits")))
			}))
		raw := []byte(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
		var want []string
		for _, match := range quoted.FindAll(keyed.ReplaceAll(raw, []byte("~")), -1) {
			if hash := string(match[1 : len(match)-1]); !slices.Contains(want, hash) {
				want = append(want, hash)
			}
		}
		if got := FilesIn(raw); !slices.Equal(got, want) {
			t.Fatalf("%s: %v, not %v", raw, got, want)
		}
	})
}

func TestNamesOfFilesAreFound(t *testing.T) {
	one, two := string(bytes.Repeat([]byte("a1"), 32)), string(bytes.Repeat([]byte("b2"), 32))
	raw := []byte(`{"photo":"` + one + `","photos":["` + two + `","` + one + `"],"code_hash":"` + string(bytes.Repeat([]byte("c3"), 32)) + `","x":"` + one[:63] + `"}`)
	if got := FilesIn(raw); len(got) != 2 || got[0] != one || got[1] != two {
		t.Errorf("%v", got)
	}
}
