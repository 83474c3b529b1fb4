package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

const intakeFor = 2 * time.Second

// measureIntake lets voters hand in matters over HTTP, each acknowledged once it is on disk. The rival is bare Fiber in
// front of a bbolt group that keeps 500 bytes of the same request: it looks at nothing, numbers nothing, hides nothing.
func measureIntake(ctx context.Context, b *bench) error {
	for _, submitters := range []int{1, 16, 256} {
		var ours, theirs []flood
		var used, bare, weight sample
		rates, err := b.inTurn(ctx,
			func(ctx context.Context) (float64, error) {
				f, cpu, err := b.intakeRival(ctx, submitters)
				theirs, bare = append(theirs, f), append(bare, cpu)
				return f.rate, err
			},
			func(ctx context.Context) (float64, error) {
				f, cpu, mib, err := b.intakeStation(ctx, submitters)
				ours, used, weight = append(ours, f), append(used, cpu), append(weight, mib)
				return f.rate, err
			})
		if err != nil {
			return err
		}
		pick := func(of []flood, part float64) (s sample) {
			for _, f := range of {
				s = append(s, f.delays.at(part))
			}
			return s
		}
		name := fmt.Sprintf("intake over HTTP, %d at once: ", submitters)
		b.line(name+"bare Fiber + bbolt group", "acks/s", rates[0], hold{})
		b.line(name+"station", "acks/s", rates[1], hold{})
		b.line(name+"station / bare", "", rates[1].per(rates[0]), atLeast(1))
		b.line(name+"bare, p50", "ms", pick(theirs, 0.5), hold{})
		b.line(name+"station, p50", "ms", pick(ours, 0.5), hold{})
		b.line(name+"bare, p99", "ms", pick(theirs, 0.99), hold{})
		b.line(name+"station, p99", "ms", pick(ours, 0.99), hold{})
		b.line(name+"bare", "µs CPU an ack", bare, hold{})
		b.line(name+"station", "µs CPU an ack", used, hold{})
		b.line(name+"station, memory after it", "MiB RSS", weight, hold{})
	}
	return nil
}

func (b *bench) intakeRival(ctx context.Context, submitters int) (f flood, cost float64, err error) {
	dir, err := b.folder("rival")
	if err != nil {
		return f, 0, err
	}
	r, err := startTwin(ctx, rivalVerb, filepath.Join(dir, "rival.db"))
	if err != nil {
		return f, 0, err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	return weighed(ctx, r.cmd.Process.Pid, r.address, terminals{}, submitters)
}

func (b *bench) intakeStation(ctx context.Context, submitters int) (f flood, cost, mib float64, err error) {
	data, err := b.town(ctx, 0)
	if err != nil {
		return f, 0, 0, err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return f, 0, 0, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	terminals, err := terminalsOf(data)
	if err != nil {
		return f, 0, 0, err
	}
	if f, cost, err = weighed(ctx, s.cmd.Process.Pid, s.address, terminals, submitters); err != nil {
		return f, 0, 0, err
	}
	kib, err := rss(s.cmd.Process.Pid)
	return f, cost, kib / 1024, err
}

// weighed floods a server and returns the microseconds of its CPU one acknowledgement cost, too.
func weighed(ctx context.Context, pid int, address string, terminals terminals, submitters int) (f flood, cost float64, err error) {
	before, err := cpu(pid)
	if err != nil {
		return f, 0, err
	}
	if f, err = handIn(ctx, address, terminals, submitters); err != nil {
		return f, 0, err
	}
	after, err := cpu(pid)
	return f, float64((after - before).Microseconds()) / float64(len(f.delays)), err
}
