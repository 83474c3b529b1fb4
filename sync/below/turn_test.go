package below

import (
	"slices"
	"sync"
	"testing"
)

// Pushes that come in any order are taken in that of the child's log.
func TestPushesAreTakenInTheirOrder(t *testing.T) {
	p := newPeers()
	spans := [][2]uint64{{300, 400}, {100, 200}, {200, 300}, {0, 100}}
	var lock sync.Mutex
	var taken []uint64
	var all sync.WaitGroup
	for _, s := range spans {
		all.Go(func() {
			p.turn("box", s[0], s[1])
			lock.Lock()
			taken = append(taken, s[1])
			lock.Unlock()
			p.took("box", s[1])
		})
	}
	all.Wait()
	if !slices.IsSorted(taken) {
		t.Errorf("taken %v", taken)
	}
	p.turn("box", 0, 250) // begins anew further back
	p.took("box", 250)
	p.turn("box", 999, 1000) // what came before it may be another process's: it goes on alone
}
