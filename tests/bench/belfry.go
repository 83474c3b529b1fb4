package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	peals    = 20 // changes told to everybody
	pealWait = 400 * time.Millisecond
)

// measureBells compares the doorbells of a county with one raw write for each socket, before the same audience: nobody asks
// anything when the bell rings. The county's ring is a real edit, on disk before the first bell.
func measureBells(ctx context.Context, b *bench) (err error) {
	data, all, err := b.countyOf(ctx, *stationCount)
	if err != nil {
		return err
	}
	county, err := b.openCounty(ctx, data, all)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, county.stop()) }()
	for _, one := range all {
		if err := one.hello(ctx); err != nil {
			return err
		}
		one.http.CloseIdleConnections()
	}
	var ours, theirs []performance
	for range b.rounds {
		p, err := peal(ctx, belfry{county, all}, "/sync/v1/bell", len(all), func(i int) string { return "Authorization: Bearer " + all[i].session + "\r\n" })
		if err != nil {
			return fmt.Errorf("county: %w", err)
		}
		ours = append(ours, p)
		r, err := startRaw(ctx, p.size)
		if err != nil {
			return err
		}
		p, err = peal(ctx, r, "/", len(all), nobodysPass)
		if err = errors.Join(err, r.stop()); err != nil {
			return fmt.Errorf("raw: %w", err)
		}
		theirs = append(theirs, p)
	}
	name := fmt.Sprintf("%d doorbells, %d bytes, ", len(all), ours[0].size)
	pick := func(of []performance, value func(performance) float64) (s sample) {
		for _, p := range of {
			s = append(s, value(p))
		}
		return s
	}
	for _, c := range []struct {
		what  string
		value func(performance) float64
		most  hold
	}{{"p50", func(p performance) float64 { return p.p50 }, hold{}}, {"p99", func(p performance) float64 { return p.p99 }, atMost(500)}} {
		b.line(name+c.what+": raw", "ms", pick(theirs, c.value), hold{})
		b.line(name+c.what+": county, edit and disk included", "ms", pick(ours, c.value), c.most)
	}
	b.line(name+"memory: county", "KiB/conn", pick(ours, func(p performance) float64 { return p.memory }), atMost(9))
	return nil
}

// belfry is a county as a speaker.
type belfry struct {
	*server
	all []*child
}

func (b belfry) host() string { return b.address }
func (b belfry) pid() int     { return b.cmd.Process.Pid }

func (b belfry) publish(ctx context.Context) error {
	return b.set(ctx, "group", "全县通知", assignment{"topic", fmt.Sprint(time.Now().UnixNano())})
}

// peal seats the audience, and lets the speaker speak twenty times, each time when the last one was heard.
func peal(ctx context.Context, s speaker, path string, count int, pass func(int) string) (p performance, err error) {
	before, err := rss(s.pid())
	if err != nil {
		return p, err
	}
	a, err := seatAudience(ctx, s.host(), path, count, pass)
	if err != nil {
		return p, err
	}
	time.Sleep(connectPause)
	after, err := rss(s.pid())
	if err != nil {
		return p, errors.Join(err, a.leave())
	}
	p.memory = (after - before) / float64(count)
	published := map[int]time.Time{}
	for n := 0; n < peals && err == nil; n++ {
		for len(a.newest) > 0 {
			<-a.newest
		}
		asked := time.Now()
		if err = s.publish(ctx); err != nil {
			break
		}
		select {
		case number := <-a.newest:
			published[number] = asked
			time.Sleep(pealWait)
		case <-time.After(hearingLimit):
			err = errors.New("the last one hears nothing")
		}
	}
	if err = errors.Join(err, a.leave()); err != nil {
		return p, err
	}
	delays, err := a.delays(published)
	p.p50, p.p99, p.size = delays.at(0.5), delays.at(0.99), int(a.size.Load())
	return p, err
}
