package sim

import (
	"runtime"
	"testing"
)

// A few seeds with every build; `make simulate` plays thousands and `make sim` as many as a night has room for.
func TestSeeds(t *testing.T) {
	report := Play(Range{First: 1, Seeds: 16, Again: 6, Workers: runtime.GOMAXPROCS(0)})
	for _, failed := range report.Failed {
		t.Error(Explain(failed, Range{}))
	}
	if met, all := report.Hits.Kinds(); met < 20 {
		t.Fatalf("%d of %d kinds of fault in sixteen seeds", met, all)
	}
	if report.Twice < 3 {
		t.Fatal("no seed was played twice")
	}
}

func TestEveryFaultHasAName(t *testing.T) {
	if len(faultNames) != int(faults) {
		t.Fatalf("%d names for %d faults", len(faultNames), faults)
	}
	var none Coverage
	if _, all := none.Kinds(); all < 20 {
		t.Fatalf("only %d kinds of fault", all)
	}
}

// TestOraclesSee breaks what the checks look for, one at a time: an oracle that cannot fail proves nothing.
func TestOraclesSee(t *testing.T) {
	for what, harm := range map[string]func(w tale){
		"a lost change": func(w tale) { w.lose("/c", "a") },
		"another state": func(w tale) {
			w.at("/c/t1").mem.state("article", "a").Fields["title"] = []byte(`"x"`)
		},
		"what nobody wrote": func(w tale) { clear(w.model.said) },
		"words in the wrong place": func(w tale) {
			w.leave("/c/t2", []byte(personMark+"1-"))
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := newTale(t)
			w.put("/c/t1/v1", "a", `{"title":"1"}`)
			w.matter("/c/t1/v1", "m")
			w.rest()
			harm(w)
			if w.check(); w.broken == nil {
				t.Fatal("nobody saw it")
			}
		})
	}
}

// lose takes the lines of an article out of a log.
func (w tale) lose(scope, id string) {
	d := w.at(scope).mem.disk
	for name, ch := range d.chains {
		for ctr, seq := range ch.lines {
			if d.lines[seq-1].entry.ID == id {
				delete(d.chains[name].lines, ctr)
			}
		}
	}
}

// leave puts a note into a box.
func (w tale) leave(scope string, value []byte) { w.at(scope).mem.disk.note("link/x", value, true) }
