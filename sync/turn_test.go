package sync

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
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

func TestStrideFollowsTheLine(t *testing.T) {
	s := newStride()
	for range 12 {
		s.failed(away{errors.New("cut")})
	}
	if most, ways := s.now(); most != leastStride || ways != 1 {
		t.Errorf("%d changes, %d ways on a dead line", most, ways)
	}
	s.failed(station.Conflict("fork", "")) // says nothing of the line
	s.answered(2 * quickAnswer)
	if most, _ := s.now(); most != leastStride {
		t.Errorf("%d changes after an answer neither quick nor slow", most)
	}
	for range 12 {
		s.answered(quickAnswer / 2)
	}
	if most, ways := s.now(); most != wire.MostItems || ways != mostUnderWay {
		t.Errorf("%d changes, %d ways on a quick line", most, ways)
	}
	s.answered(2 * slowAnswer)
	if most, _ := s.now(); most != wire.MostItems/2 {
		t.Errorf("%d changes after a slow answer", most)
	}
}
