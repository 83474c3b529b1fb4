package store

import (
	"context"
	"fmt"
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
