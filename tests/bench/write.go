package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

const (
	writeFor      = 1500 * time.Millisecond
	flushesCommit = 2 // bbolt flushes its pages, then its meta page
)

// measureWrite compares the store with the least a durable write through bbolt can be, in process. The store does more
// for each write: it keeps state, header and body of the change, chains it by hash and announces it.
func measureWrite(ctx context.Context, b *bench) error {
	for _, submitters := range []int{1, 16, 256} {
		var flushes sample
		rates, err := b.inTurn(ctx,
			func(ctx context.Context) (float64, error) { return b.writeBare(ctx, submitters) },
			func(ctx context.Context) (float64, error) {
				rate, each, err := b.writeStore(ctx, submitters)
				flushes = append(flushes, each)
				return rate, err
			})
		if err != nil {
			return err
		}
		name := fmt.Sprintf("write, in process, %d at once: ", submitters)
		b.line(name+"bare bbolt group", "acks/s", rates[0], hold{})
		b.line(name+"store", "acks/s", rates[1], hold{})
		b.line(name+"store, disk flushes an ack", "", flushes, hold{})
		b.line(name+"store / bare", "", rates[1].per(rates[0]), atLeast(1))
	}
	return nil
}

func (b *bench) writeBare(ctx context.Context, submitters int) (rate float64, err error) {
	dir, err := b.folder("bare")
	if err != nil {
		return 0, err
	}
	g, err := openGroup(filepath.Join(dir, "bare.db"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, g.bolt.Close()) }()
	return submit(ctx, submitters, func(_ string, record []byte) error { return g.write(record) })
}

func (b *bench) writeStore(ctx context.Context, submitters int) (rate, flushes float64, err error) {
	dir, err := b.folder("store")
	if err != nil {
		return 0, 0, err
	}
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var commits atomic.Int64
	defer db.Watch(func(station.Announcement) { commits.Add(1) })()
	rate, err = submit(ctx, submitters, func(id string, record []byte) error {
		_, err := db.Write(ctx, "bench", station.Edit{Kind: station.KindActivity, ID: id, Op: station.OpPut,
			Class: station.Public, Fields: record})
		return err
	})
	return rate, flushesCommit * float64(commits.Load()) / float64(db.Seq()), err
}

// submit lets so many submitters write one record after the other, each with an id of its own, and returns how many
// were acknowledged a second.
func submit(ctx context.Context, submitters int, write func(id string, record []byte) error) (float64, error) {
	record, err := json.Marshal(map[string]string{"title": "走访莲池村", "content": strings.Repeat("访", 150)}) // about 500 bytes
	if err != nil {
		return 0, err
	}
	var acks atomic.Int64
	failures := make(chan error, submitters)
	began := time.Now()
	var all sync.WaitGroup
	for s := range submitters {
		all.Go(func() {
			for n := 0; time.Since(began) < writeFor && ctx.Err() == nil; n++ {
				if err := write(fmt.Sprintf("%d-%d", s, n), record); err != nil {
					failures <- err
					return
				}
				acks.Add(1)
			}
		})
	}
	all.Wait()
	took := time.Since(began).Seconds()
	close(failures)
	return float64(acks.Load()) / took, <-failures
}
