package figure

import (
	"flag"
	"os"
	"testing"

	"lianzhan/station"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The pages of the cockpit are built on these files: a field that goes missing is seen here first.
func TestGoldenBoards(t *testing.T) {
	s := newSample(t).fill()
	b := s.book()
	q := Query{Scope: county, From: "2024-01-01", To: "2024-06-30"}
	list, err := b.List(q, s.moment(), "overdue", "", 0, 50)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{"cockpit.json": b.Board(q, s.moment()), "list.json": list} {
		path := "../../county/testdata/" + name
		got := jsonOf(t, v)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s has changed; run with -update when that is meant", name)
		}
	}
}

var _ = station.Zone
