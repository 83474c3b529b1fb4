package contract

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"lianzhan/station"
)

const complaint = "村口那条路的灯坏了三个星期，晚上老人孩子走路看不见，请人来修一修。"

// What one writer gets through alone, and what arrives in bulk: changes of new records, so many in a commit.
func BenchmarkWrite(b *testing.B) {
	for _, batch := range []int{1, 100, 500} {
		for _, engine := range []string{"bbolt", "postgres"} {
			b.Run(fmt.Sprintf("%s/%d", engine, batch), func(b *testing.B) {
				place := box{dir: b.TempDir()}
				if engine == "postgres" {
					place = shared(b)
				}
				db := place.mustOpen(b)
				for n := 0; b.Loop(); n++ {
					edits := make([]station.Edit, batch)
					for i := range edits {
						edits[i] = said(fmt.Sprintf("m%d-%d", n, i), complaint)
					}
					if _, err := db.Write(context.Background(), "bench", edits...); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(batch*b.N)/b.Elapsed().Seconds(), "changes/s")
			})
		}
	}
}

// What arrives from the stations below: so many changes of other boxes in one exchange, events of new matters.
func BenchmarkExchange(b *testing.B) {
	for _, engine := range []string{"bbolt", "postgres"} {
		b.Run(engine+"/500", func(b *testing.B) {
			place := box{dir: b.TempDir()}
			if engine == "postgres" {
				place = shared(b)
			}
			db, below := place.mustOpen(b), newChain("/c/t/v")
			for n := 0; b.Loop(); n++ {
				entries := make([]station.Entry, 500)
				for i := range entries {
					entries[i] = below.said(fmt.Sprintf("m%d-%d", n, i), complaint)
				}
				arrive(b, db, entries)
			}
			b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "changes/s")
		})
	}
}

// Many people at once, each with one change: they share commits.
func BenchmarkTogether(b *testing.B) {
	for _, engine := range []string{"bbolt", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			place := box{dir: b.TempDir()}
			if engine == "postgres" {
				place = shared(b)
			}
			db := place.mustOpen(b)
			var n atomic.Int64
			b.SetParallelism(64)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := db.Write(context.Background(), "bench", said(fmt.Sprint("m", n.Add(1)), complaint)); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "changes/s")
		})
	}
}
