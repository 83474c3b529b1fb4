package contract

import (
	"fmt"
	"testing"

	"lianzhan/station"
)

// BenchmarkEntries reads a log as the up lane and the feed do, and folds records anew as settling them does.
func BenchmarkEntries(b *testing.B) {
	db := box{dir: b.TempDir()}.mustOpen(b)
	below := newChain("/c/t/v")
	const records, rounds = 500, 20
	for range rounds {
		entries := make([]station.Entry, records)
		for i := range entries {
			entries[i] = below.said(fmt.Sprint("m", i), complaint)
		}
		arrive(b, db, entries)
	}
	b.Run("scan", func(b *testing.B) {
		read := 0
		for b.Loop() {
			inspect(b, db, func(l station.Ledger) error {
				for after := uint64(0); ; {
					entries, last, err := l.Entries(after, 500)
					if err != nil || last == after {
						return err
					}
					read, after = read+len(entries), last
				}
			})
		}
		b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "entries/s")
	})
	b.Run("settle", func(b *testing.B) {
		settled := 0
		for b.Loop() {
			exchange(b, db, func(l station.Ledger) error {
				for ctr := uint64(1); ctr <= records; ctr++ {
					e, _, err := l.Held("below/1", ctr)
					if err == nil {
						err = l.Settle("below/1", ctr, e.Time()+1)
					}
					if err != nil {
						return err
					}
					settled++
				}
				return nil
			})
		}
		b.ReportMetric(float64(settled)/b.Elapsed().Seconds(), "settled/s")
	})
}
