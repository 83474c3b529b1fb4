package core_test

import (
	"encoding/json"
	"testing"
	"time"

	"lianzhan/station"
)

// A village claims again and again that it read more of the town's log than there is.
func TestOneChildCannotForceNewLivesForEver(t *testing.T) {
	h, c, town, one, two := county(t)
	one.write(article("a", "一"))
	c.write(at("/c/t/v1", article("k", "县")))
	h.settle()
	lives := map[string]bool{}
	life := func() {
		town.do(func(l station.Ledger) error { lives[l.Epoch()] = true; return nil })
	}
	for range 12 {
		life()
		one.claim(1 << 40)
		h.hello(one)
	}
	life()
	if len(lives) != 4 {
		t.Errorf("the town began %d lives", len(lives)-1)
	}
	one.write(article("b", "二"))
	two.write(article("d", "四"))
	c.write(at("/c/t/v1", article("k", "县里改的")))
	h.settle()
	if c.title("b") != "二" || c.title("d") != "四" || one.title("k") != "县里改的" {
		t.Errorf("afterwards the county has %q and %q, the village %q", c.title("b"), c.title("d"), one.title("k"))
	}
	h.now = h.now.Add(25 * time.Hour)
	one.claim(1 << 40)
	h.hello(one)
	if life(); len(lives) != 5 {
		t.Error("a day later it is not believed")
	}
}

// claim has a box say that it read its parent's log up to a number.
func (b *box) claim(after uint64) {
	b.do(func(l station.Ledger) error {
		raw, err := l.Note("link")
		if err != nil {
			return err
		}
		var link map[string]any
		if err := json.Unmarshal(raw, &link); err != nil {
			return err
		}
		link["after"] = after
		delete(link, "line")
		return l.PutNote("link", must(link))
	})
}
