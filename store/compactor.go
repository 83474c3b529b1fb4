package store

import (
	"log/slog"
	"sync"
	"time"
)

const compactAgain = time.Minute

// Compactor rewrites the database in the background after something was erased, once however often it was asked.
type Compactor struct {
	asked chan struct{}
	done  sync.WaitGroup
}

// NewCompactor starts one; Close ends it.
func NewCompactor(db *DB) *Compactor {
	c := &Compactor{asked: make(chan struct{}, 1)}
	c.done.Go(func() { c.run(db) })
	if db.NeedsCompact() { // the last run ended before it could
		c.Ask()
	}
	return c
}

// run compacts when asked, and again every minute as long as something stood in the way.
func (c *Compactor) run(db *DB) {
	again := time.NewTicker(compactAgain)
	defer again.Stop()
	failed := false
	for {
		select {
		case _, open := <-c.asked:
			if !open {
				return
			}
		case <-again.C:
			if !failed {
				continue
			}
		}
		err := db.Compact()
		if failed = err != nil; failed {
			slog.Error("erased data still lies in free pages", "error", err)
		}
	}
}

// Ask never waits.
func (c *Compactor) Ask() {
	select {
	case c.asked <- struct{}{}:
	default:
	}
}

// Close waits for a compaction under way.
func (c *Compactor) Close() {
	close(c.asked)
	c.done.Wait()
}
