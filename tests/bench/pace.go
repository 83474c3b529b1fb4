package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// paced publishes ten times a second and returns when each number was asked for.
func (a *audience) paced(ctx context.Context, s speaker) (map[int]time.Time, error) {
	// One more ahead tells which number comes next.
	if err := s.publish(ctx); err != nil {
		return nil, err
	}
	time.Sleep(paceEvery)
	n := 0
	for len(a.newest) > 0 {
		n = <-a.newest
	}
	published := map[int]time.Time{}
	ticker := time.NewTicker(paceEvery)
	defer ticker.Stop()
	for range pacedBoards {
		<-ticker.C
		n++
		published[n] = time.Now()
		if err := s.publish(ctx); err != nil {
			return nil, err
		}
	}
	time.Sleep(5 * paceEvery)
	return published, ctx.Err()
}

// flatOut keeps boards in flight for a while, and returns deliveries a second and the speaker's CPU for 100,000 of them.
func (a *audience) flatOut(ctx context.Context, s speaker) (rate, cpuSeconds float64, err error) {
	for len(a.newest) > 0 {
		<-a.newest
	}
	usedBefore, err := cpu(s.pid())
	if err != nil {
		return 0, 0, err
	}
	framesBefore, began := a.frames.Load(), time.Now()
	for range inFlight {
		if err := s.publish(ctx); err != nil {
			return 0, 0, err
		}
	}
	for time.Since(began) < flatOutFor {
		select {
		case <-a.newest:
			if err := s.publish(ctx); err != nil {
				return 0, 0, err
			}
		case <-time.After(flatOutFor):
			return 0, 0, fmt.Errorf("the last subscriber hears nothing more")
		}
	}
	frames, took := float64(a.frames.Load()-framesBefore), time.Since(began)
	usedAfter, err := cpu(s.pid())
	return frames / took.Seconds(), (usedAfter - usedBefore).Seconds() / frames * 100_000, err
}

// delays are the milliseconds from each publish until each subscriber had that board or a newer one.
func (a *audience) delays(published map[int]time.Time) (sample, error) {
	var delays sample
	for i, heard := range a.heard {
		for n, at := range published {
			// Numbers only grow.
			first, _ := slices.BinarySearchFunc(heard, n, func(h arrival, n int) int { return cmp.Compare(h.n, n) })
			if first == len(heard) {
				return nil, fmt.Errorf("subscriber %d never heard of board %d", i, n)
			}
			delays = append(delays, milliseconds(heard[first].at.Sub(at)))
		}
	}
	return delays, nil
}
