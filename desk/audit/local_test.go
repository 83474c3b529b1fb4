package audit

import (
	"testing"
	"time"

	"lianzhan/station"
)

// Who looked at whose telephone never leaves the box: a line runs in the chain that does not travel.
func TestALineStaysOnTheBox(t *testing.T) {
	edit, err := Line{What: PolicyChanged, Name: "某某"}.Edit(time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	if edit.Class != station.Local {
		t.Errorf("a line is of class %s", edit.Class)
	}
}
