package store

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	sweepFirst = 10 * time.Minute // after the start: a station is switched off at night, and starting has other work to do
	sweepEvery = 24 * time.Hour
)

// Sweeper throws away once a day what lies on the disk for nobody: files that stopped arriving and files that nothing names.
type Sweeper struct {
	stop context.CancelFunc
	done sync.WaitGroup
}

// NewSweeper starts one, which also calls what other rooms have to sweep; Close ends it.
func NewSweeper(db *DB, also func()) *Sweeper {
	ctx, stop := context.WithCancel(context.Background())
	s := &Sweeper{stop: stop}
	s.done.Go(func() {
		due := time.NewTimer(sweepFirst)
		defer due.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-due.C:
				db.tidy(ctx)
				also()
				due.Reset(sweepEvery)
			}
		}
	})
	return s
}

// Close waits for a sweep under way.
func (s *Sweeper) Close() {
	s.stop()
	s.done.Wait()
}

func (db *DB) tidy(ctx context.Context) {
	if gone, err := db.SweepParts(); gone > 0 || err != nil {
		slog.Info("files that stopped arriving were thrown away", "files", gone, "err", err)
	}
	gone, err := db.DropLooseFiles(ctx)
	if len(gone) > 0 || err != nil {
		slog.Info("files that nothing names were thrown away", "files", len(gone), "bytes", BytesOf(gone), "err", err)
	}
}

// BytesOf is how much disk some files take.
func BytesOf(files []Loose) (bytes int64) {
	for _, f := range files {
		bytes += f.Size
	}
	return bytes
}
