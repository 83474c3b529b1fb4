package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"lianzhan/station"
	"lianzhan/store"
)

var stationCount = flag.Int("stations", 2000, "stations of a county in the row of that name")

const (
	fewStations  = 400
	countywide   = 8 // changes everybody is told of, one after the other
	hearingLimit = 30 * time.Second
	stormLimit   = 5 * time.Minute
)

// measureStations connects stations to a county, weighs it, tells all of them of changes, and starts the county again under
// them. A station holds its doorbell and one warm connection, as the product's does. They run on the same processors as the
// county, so what is measured is what both need together.
func measureStations(ctx context.Context, b *bench) (err error) {
	data, all, err := b.countyOf(ctx, *stationCount)
	if err != nil {
		return err
	}
	county, err := b.openCounty(ctx, data, all)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, county.stop()) }()
	alone, err := b.idle(ctx, county)
	if err != nil {
		return err
	}
	b.line(fmt.Sprintf("county of %d, nobody connected", len(all)), "MiB RSS", alone, hold{})
	crowd := newFlock(ctx)
	defer crowd.leave()
	few := min(fewStations, len(all))
	for _, step := range []struct {
		more []*child
		most hold
	}{{all[:few], atMost(150)}, {all[few:], atMost(150)}} {
		if len(step.more) == 0 {
			continue
		}
		if err := b.tellAll(ctx, county, crowd, step.more, step.most); err != nil {
			return err
		}
	}
	for _, cold := range []bool{false, true} {
		if county, err = b.storm(ctx, county, data, crowd, cold); err != nil {
			return err
		}
	}
	return nil
}

// openCounty starts a county on its data and tells the stations where it is.
func (b *bench) openCounty(ctx context.Context, data string, all []*child) (*server, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		one.base = "http://" + address
	}
	return b.box(ctx, b.countyProgram(), data, address)
}

// countyOf makes the data of a county with so many stations enrolled.
func (b *bench) countyOf(ctx context.Context, count int) (data string, all []*child, err error) {
	if data, err = b.folder("county"); err != nil {
		return "", nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return "", nil, err
	}
	first, err := b.box(ctx, b.countyProgram(), data, address) // it makes its own node
	if err != nil {
		return "", nil, err
	}
	if err := first.stop(); err != nil {
		return "", nil, err
	}
	db, err := store.Open(data, store.Options{})
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var nodes []station.Edit
	for n := range count {
		one := newChild(n, "")
		all, nodes = append(all, one), append(nodes, one.node())
	}
	for start := 0; start < len(nodes); start += eachWrite {
		if _, err := db.Write(ctx, "bench", nodes[start:min(start+eachWrite, len(nodes))]...); err != nil {
			return "", nil, err
		}
	}
	return data, all, db.Exchange(ctx, func(l station.Ledger) error { return enrolled(l, all) })
}

// enrolled leaves the note of each device that an enrolment leaves.
func enrolled(l station.Ledger, all []*child) error {
	for _, one := range all {
		if err := l.PutNote("node/"+one.device, []byte(one.device)); err != nil {
			return err
		}
	}
	return nil
}

// tellAll connects more stations, weighs the county, and tells everybody of changes.
func (b *bench) tellAll(ctx context.Context, county *server, crowd *flock, more []*child, most hold) error {
	began := time.Now()
	if err := crowd.join(more); err != nil {
		return err
	}
	joined := time.Since(began)
	weight, err := b.idle(ctx, county)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("%d stations connected: ", len(crowd.all))
	b.line(name+fmt.Sprintf("the last %d said hello in", len(more)), "s", sample{joined.Seconds()}, hold{})
	b.line(name+"county", "MiB RSS", weight, most)
	var rung, known sample
	for n := range countywide {
		crowd.forget()
		asked := time.Now()
		if err := county.set(ctx, "group", "全县通知", assignment{"topic", fmt.Sprintf("第%d次，共%d站", n, len(crowd.all))}); err != nil {
			return err
		}
		bells, changes, err := crowd.hear(asked, hearingLimit)
		if err != nil {
			return err
		}
		rung, known = append(rung, bells...), append(known, changes...)
		time.Sleep(200 * time.Millisecond)
	}
	for _, told := range []struct {
		what string
		ms   sample
		most hold
	}{{"change asked for, bell heard", rung, atMost(500)}, {"change asked for, in hand", known, hold{}}} {
		b.line(name+told.what+", p50", "ms", sample{told.ms.at(0.5)}, hold{})
		b.line(name+told.what+", p99", "ms", sample{told.ms.at(0.99)}, told.most)
	}
	return nil
}

// storm starts the county again and lets all come back at once. Sessions outlive a restart; in a cold storm they ran out, and
// every station says hello, which is a write.
func (b *bench) storm(ctx context.Context, county *server, data string, crowd *flock, cold bool) (*server, error) {
	if err := county.stop(); err != nil {
		return county, err
	}
	if err := crowd.complete(0, time.Minute); err != nil {
		return county, err
	}
	time.Sleep(2 * feelEvery) // everybody is feeling for it
	name := fmt.Sprintf("%d stations return: ", len(crowd.all))
	if cold {
		name = fmt.Sprintf("%d stations return, sessions run out: ", len(crowd.all))
		for _, one := range crowd.all {
			one.expired.Store(true)
		}
	}
	crowd.forget()
	next, err := b.box(ctx, b.countyProgram(), data, county.address)
	if err != nil {
		return county, err
	}
	began := time.Now()
	if err := crowd.complete(len(crowd.all), stormLimit); err != nil {
		return next, err
	}
	took := time.Since(began)
	used, err := cpu(next.cmd.Process.Pid)
	if err != nil {
		return next, err
	}
	b.line(name+"the last is back after", "s", sample{took.Seconds()}, atMost(5))
	b.line(name+"turned away to come again", "", sample{float64(crowd.turned.Load())}, hold{})
	b.line(name+"failed otherwise", "", sample{float64(crowd.failed.Load())}, atMost(0))
	if crowd.failed.Load() > 0 {
		b.print(name+"for example", crowd.example(), "", "")
	}
	b.line(name+"CPU of the county", "s", sample{used.Seconds()}, hold{})
	return next, nil
}
