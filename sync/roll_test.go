package sync

import (
	"sync"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/sync/sim"
)

// slowStore takes its time to be read, as a county does just after its start.
type slowStore struct {
	Store
	ledger *sim.Memory
}

func (s slowStore) Inspect(fn func(station.Ledger) error) error {
	time.Sleep(20 * time.Millisecond)
	return s.ledger.Inspect(fn)
}

// Two thousand stations come back while the county still reads who they are: none of them is a stranger.
func TestNobodyIsAStrangerWhileTheRollIsRead(t *testing.T) {
	ledger := sim.NewLedger(sim.Options{Device: "c", Scope: "/c"})
	node := station.Node{ID: "n", Name: "白塔镇", Scope: "/c/baita", Devices: []station.Device{{ID: "d", Since: time.Unix(1, 0)}}}
	edits, err := station.Put(station.Record{}, station.KindNode, node.ID, node)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Write("test", edits...); err != nil {
		t.Fatal(err)
	}
	r := newRoll(slowStore{ledger: ledger})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, known, err := r.member("d"); err != nil || !known {
				t.Errorf("known = %v, %v", known, err)
			}
		})
	}
	all.Wait()
}
