package matter

import (
	"testing"

	"lianzhan/station"
)

func TestAMatterKeepsItsQueryCode(t *testing.T) {
	key := station.Key("a key of one box, thirty-two long")
	code := QueryCode(key, "m1")
	if code != QueryCode(key, "m1") || code == QueryCode(key, "m2") || code == QueryCode(station.Key("another"), "m1") {
		t.Fatalf("%s must follow from the key and the matter alone", code)
	}
	if again := QueryCodeAgain(key, "m1", 1); again == code || QueryCodeAgain(key, "m1", 0) != code {
		t.Fatalf("a taken code needs another one, got %s twice", again)
	}
	if FoldQueryCode(SpokenCode(code)) != code || len(code) != 12 {
		t.Fatalf("%s does not survive being read aloud", code)
	}
	if hash := CodeHash(key, code); hash == code || hash == CodeHash(station.Key("another"), code) {
		t.Fatal("without the key, a code must not lead to its hash")
	}
}

func TestQueryCodesAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{"1234 5678 9012": "123456789012", "1234-5678-9012": "123456789012",
		"12345678901": "", "12345678901a": "", "": ""} {
		if got := FoldQueryCode(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}
