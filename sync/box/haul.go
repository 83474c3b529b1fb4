package box

import (
	"runtime/debug"
	"sync"
)

// A box sets its collector for a small heap, because mostly it idles. Thousands of changes that are read, written and
// forgotten keep it at work all the time: while they cross, it waits until more has gathered.
const (
	bulkHeap  = 200      // percent, of the collector
	BulkItems = 500      // changes of a frame that belongs to a bulk
	BulkBytes = 64 << 10 // of one that is packed
)

// hauls are the bulks under way in this process.
var hauls struct {
	lock  sync.Mutex
	count int
	usual int // percent, without them
}

// Haul begins a bulk; over ends it.
func Haul() (over func()) {
	hauls.lock.Lock()
	defer hauls.lock.Unlock()
	if hauls.count++; hauls.count == 1 {
		hauls.usual = debug.SetGCPercent(bulkHeap)
	}
	return func() {
		hauls.lock.Lock()
		defer hauls.lock.Unlock()
		if hauls.count--; hauls.count == 0 {
			debug.SetGCPercent(hauls.usual)
		}
	}
}
