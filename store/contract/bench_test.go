package contract

import (
	"context"
	"fmt"
	"testing"

	"lianzhan/station"
)

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
						edits[i] = said(fmt.Sprintf("m%d-%d", n, i), "村口那条路的灯坏了三个星期，晚上老人孩子走路看不见，请人来修一修。")
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
