package store

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
)

// A lone writer waits for two flushes of the disk; everything else must stay small beside them.
func BenchmarkWriteAlone(b *testing.B) {
	db := mustOpen(b, b.TempDir())
	for n := 0; b.Loop(); n++ {
		if _, err := db.Write(context.Background(), "bench", group(fmt.Sprint("g", n), "第一代表小组")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWriteTogether is 256 writers who share commits: new records, and new lines of old ones.
func BenchmarkWriteTogether(b *testing.B) {
	for name, of := range map[string]int{"new": 1 << 40, "again": 2000} {
		b.Run(name, func(b *testing.B) {
			db := mustOpen(b, b.TempDir())
			var n atomic.Int64
			b.SetParallelism(128) // of two cores
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					id := fmt.Sprint("g", int(n.Add(1))%of)
					if _, err := db.Write(context.Background(), "bench", group(id, "第一代表小组"+id)); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

// BenchmarkView is the price of a read before anything is read.
func BenchmarkView(b *testing.B) {
	db := mustOpen(b, b.TempDir())
	mustWrite(b, db, group("g", "第一代表小组"))
	for b.Loop() {
		if err := db.Ping(); err != nil {
			b.Fatal(err)
		}
	}
}
