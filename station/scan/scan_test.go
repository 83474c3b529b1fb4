package scan

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is read as a value encoding/json takes for valid, and what it takes for valid without blanks around is read.
func FuzzValue(f *testing.F) {
	for _, seed := range []string{`{}`, `[]`, `{"a":[1,-2.5e+3,true,null,"x\u00e4\n"],"b":{"c":""}}`, `01`, `-`, `1.`, `1e`, `"\u12g4"`, "\"\x01\"", `{"a":1,}`,
		`[1,]`, `{"a" : 1 , "b":[ 1 , 2 ]}`, `"莲池村"`, `tru`, `"\`, `{"a"}`, `[`, strings.Repeat("[", 300), `"1234567\"89"`, `1E5`, `0`, `-0.0`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := New(raw)
		value, ok := text.Value()
		whole := ok && text.Done()
		tight := len(raw) > 0 && !bytes.ContainsAny(raw[:1], " \t\r\n") && !bytes.ContainsAny(raw[len(raw)-1:], " \t\r\n")
		if whole && !json.Valid(raw) {
			t.Fatalf("%q was read as %q", raw, value)
		}
		if !whole && tight && json.Valid(raw) && !bytes.Contains(raw, []byte(strings.Repeat("[", deepest/2))) && nesting(raw) < deepest {
			t.Fatalf("%q was not read", raw)
		}
	})
}

func nesting(raw []byte) int { return bytes.Count(raw, []byte("[")) + bytes.Count(raw, []byte("{")) }

// A plain string is one that needs no escapes in Go's JSON either.
func TestPlainStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("\x01\x1f \"\\~\x7fabcdefgh0123莲é")), 0, 40, -1).Draw(t, "text")
		plain := !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' })
		got, ok := New([]byte(`"` + s + `"`)).Plain()
		if cut, _, _ := strings.Cut(s, `"`); ok != plain && string(got) != cut {
			t.Fatalf("%q: read %v as %q", s, ok, got)
		}
		if plain && (!ok || string(got) != s) {
			t.Fatalf("%q was read as %q, %v", s, got, ok)
		}
	})
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]uint64{"0": 0, "7": 7, "117659048542208001": 117659048542208001, "18446744073709551615": 18446744073709551615} {
		if n, ok := New([]byte(text + ",")).Uint(); !ok || n != want {
			t.Errorf("%s was read as %d, %v", text, n, ok)
		}
	}
	for _, text := range []string{"", "x", "01", "18446744073709551616", "-1"} {
		if n, ok := New([]byte(text)).Uint(); ok {
			t.Errorf("%q was read as %d", text, n)
		}
	}
}

func TestObjects(t *testing.T) {
	for text, good := range map[string]bool{`{}`: true, `{"a":1}`: true, `{"a":1,"b":2}`: true, `{"a":1,}`: false, `{"a" :1}`: false, `{`: false, `[]`: false, `{"a":}`: false} {
		scan := New([]byte(text))
		if ok := scan.Object(func([]byte) bool { _, ok := scan.Value(); return ok }); ok != good {
			t.Errorf("%s: %v", text, ok)
		}
	}
}
