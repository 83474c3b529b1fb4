package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"time"
)

// How much the bulk row carries. The number to hold was set for 100,000 changes; of fewer, the hello is a larger part.
var bulkCount = flag.Int("changes", 100_000, "changes of the bulk row")

const (
	bulkDelay  = 20 * time.Millisecond
	bulkLook   = 10 * time.Millisecond // between questions whether all have arrived
	pouchCount = 2_000                 // PouchDB pays round trips for each batch; more changes do not make it quicker
)

// haul is what carrying a lot cost, round by round.
type haul struct{ rate, bytes, county, station sample }

// measureBulk carries changes that lie in the store of one box to the other, durable at both ends, and beside it the same
// bodies as one packed stream, once into a synced file and once into a bare bbolt, which is the limit our engine sets. The time runs from the first byte on the road; a box that starts has none
// under way. So it holds the hello and whatever else comes before the first change, while NATS's runs from its first
// message at the far end, and PouchDB's from its order to replicate.
func measureBulk(ctx context.Context, b *bench) error {
	var up, down, raw, bolt haul
	for range b.rounds {
		for _, carry := range []func() error{
			func() error { return b.bareBulk(&raw) },
			func() error { return b.boltBulk(&bolt) },
			func() error { return b.bulk(ctx, true, &up) },
			func() error { return b.bulk(ctx, false, &down) },
		} {
			if err := carry(); err != nil {
				return err
			}
		}
	}
	name := fmt.Sprintf("bulk of %d, 20 ms: ", *bulkCount)
	b.line(name+"zstd stream, synced", "changes/s", raw.rate, hold{})
	b.line(name+"zstd stream", "B/change", raw.bytes, hold{})
	b.line(name+"bare bbolt, record and line of the log", "changes/s", bolt.rate, hold{})
	for _, way := range []struct {
		name string
		haul
	}{{"up", up}, {"down", down}} {
		b.line(name+way.name, "changes/s", way.rate, hold{})
		b.line(name+way.name+" / zstd stream", "", way.rate.per(raw.rate), atLeast(0.5))
		b.line(name+way.name+" / bare bbolt", "", way.rate.per(bolt.rate), atLeast(0.5))
		b.line(name+way.name+", both ways", "B/change", way.bytes, hold{})
		b.line(name+way.name+", bytes / zstd stream", "", way.bytes.per(raw.bytes), atMost(1.15))
		b.line(name+way.name+", CPU of the county", "µs/change", way.county, hold{})
		b.line(name+way.name+", CPU of the station", "µs/change", way.station, hold{})
	}
	return b.bulkOfRivals(ctx, up)
}

func (b *bench) bareBulk(h *haul) error {
	return b.streamed(&bare{packed: true}, bodies(*bulkCount), h)
}

// boltBulk has the same bodies put into a bbolt at the far end: no box of ours can be quicker.
func (b *bench) boltBulk(h *haul) error {
	dir, err := b.folder("bolt")
	if err != nil {
		return err
	}
	bolt, err := openTrees(filepath.Join(dir, "trees"))
	if err != nil {
		return err
	}
	records := bodies(*bulkCount)
	for i, r := range records {
		records[i] = append(r, '\n')
	}
	return b.streamed(&bare{packed: true, bolt: bolt}, records, h)
}

func (b *bench) streamed(s *bare, records [][]byte, h *haul) error {
	s, err := b.openBare(bulkDelay, s)
	if err != nil {
		return err
	}
	took, err := s.bulk(records)
	up, down := s.line.Count()
	if err := errors.Join(err, s.close()); err != nil {
		return err
	}
	h.rate = append(h.rate, float64(*bulkCount)/took.Seconds())
	h.bytes = append(h.bytes, float64(up+down)/float64(*bulkCount))
	return nil
}

// bulk fills one box of a branch while both are stopped and lets them find each other.
func (b *bench) bulk(ctx context.Context, up bool, h *haul) (err error) {
	r, err := b.branch(ctx, bulkDelay)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	from, to := r.stationData, r.countyData
	if !up {
		from, to = to, from
	}
	if err := r.refill(ctx, from, *bulkCount, "bulk"); err != nil {
		return err
	}
	r.line.Count()
	if err := r.startStation(ctx); err != nil {
		return err
	}
	end := r.county
	if !up {
		end = r.station
	}
	if err := end.shows(ctx, lastMark, "bulk", bulkLook); err != nil {
		return err
	}
	took := time.Since(r.line.Began())
	if err := r.settle(ctx); err != nil {
		return err
	}
	if err := h.note(r, took, *bulkCount); err != nil {
		return err
	}
	return errors.Join(r.stopBoxes(), holds(to, *bulkCount))
}

// refill stops both boxes, writes changes into one of them, and starts the county again: the station is next.
func (r *branch) refill(ctx context.Context, data string, count int, topic string) error {
	address := r.county.address
	if err := r.stopBoxes(); err != nil {
		return err
	}
	if err := fill(ctx, data, 0, count, topic); err != nil {
		return err
	}
	return r.startCounty(ctx, address)
}

func (h *haul) note(r *branch, took time.Duration, count int) error {
	up, down := r.line.Count()
	h.rate = append(h.rate, float64(count)/took.Seconds())
	h.bytes = append(h.bytes, float64(up+down)/float64(count))
	for _, side := range []struct {
		s    *server
		into *sample
	}{{r.county, &h.county}, {r.station, &h.station}} {
		used, err := cpu(side.s.cmd.Process.Pid)
		if err != nil {
			return err
		}
		*side.into = append(*side.into, float64(used.Microseconds())/float64(count))
	}
	return nil
}

// bulkOfRivals lets the rivals carry the same bodies over the same kind of road.
func (b *bench) bulkOfRivals(ctx context.Context, up haul) error {
	for _, o := range opponents {
		count := *bulkCount
		if o.few {
			count = min(count, pouchCount)
		}
		var rate, bytes sample
		for range b.rounds {
			err := b.against(ctx, o, bulkDelay, count, func(p *opponent) error {
				p.line.Count()
				took, err := p.order("bulk")
				if err != nil {
					return err
				}
				sent, got := p.line.Count()
				rate = append(rate, float64(count)/took[1])
				bytes = append(bytes, float64(sent+got)/float64(count))
				return nil
			})
			if err != nil {
				return err
			}
		}
		if len(rate) == 0 {
			continue // said to be absent
		}
		name := fmt.Sprintf("bulk of %d, 20 ms: %s", count, o.name)
		b.line(name, "changes/s", rate, hold{})
		b.line(name, "B/change", bytes, hold{})
		if o.rate > 0 {
			b.line("bulk: up / "+o.name, "", sample{up.rate.median() / rate.median()}, atLeast(o.rate))
		}
		if o.bytes > 0 {
			b.line("bulk: bytes up / "+o.name, "", sample{up.bytes.median() / bytes.median()}, atMost(o.bytes))
		}
	}
	return nil
}
