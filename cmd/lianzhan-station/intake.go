package main

import (
	"io"
	"log/slog"
	"sync"
	"time"

	"lianzhan/kiosk"
	"lianzhan/kiosk/hand"
	"lianzhan/station"
	"lianzhan/store"
	"lianzhan/web/voice"
)

// kioskOptions introduce the kiosk to what voters hand in: photos, recordings, handwriting, and the store that forgets.
func (b *box) kioskOptions(stationID string) kiosk.Options {
	return kiosk.Options{Store: b.db, Now: b.db.Now, Station: stationID, Base: b.base.String, Compact: b.compactor.ask,
		Photos: b.photos, Hand: handwriting(), Printer: newPrinter(b.db),
		Voice: func(r io.Reader) ([]byte, error) {
			note, err := voice.Check(r)
			return note.Data, err
		}}
}

// handwriting is the model of the box, or nil: where it is not installed the pad is not offered.
func handwriting() *hand.Model {
	model, err := hand.Open(hand.Debian)
	if err != nil {
		if station.Worded(err).Code != "hand_missing" {
			slog.Error("handwriting is not offered", "error", err)
		}
		return nil
	}
	return model
}

const compactAgain = time.Minute

// compactor rewrites the database in the background after something was erased, once however often it was asked.
type compactor struct {
	asked chan struct{}
	done  sync.WaitGroup
}

func newCompactor(db *store.DB) *compactor {
	c := &compactor{asked: make(chan struct{}, 1)}
	c.done.Go(func() { c.run(db) })
	if db.NeedsCompact() { // the last run ended before it could
		c.ask()
	}
	return c
}

// run compacts when asked, and again every minute as long as something stood in the way.
func (c *compactor) run(db *store.DB) {
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

// ask never waits.
func (c *compactor) ask() {
	select {
	case c.asked <- struct{}{}:
	default:
	}
}

func (c *compactor) close() {
	close(c.asked)
	c.done.Wait()
}
