package box

import (
	"runtime/debug"
	"testing"
)

func TestTheCollectorIsLeftAsItWas(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	percent := func() int {
		now := debug.SetGCPercent(50)
		debug.SetGCPercent(now)
		return now
	}
	one, two := Haul(), Haul()
	one()
	if got := percent(); got != bulkHeap {
		t.Errorf("with one of two bulks under way: %d, want %d", got, bulkHeap)
	}
	two()
	if got := percent(); got != 50 {
		t.Errorf("after both: %d, want 50", got)
	}
}
