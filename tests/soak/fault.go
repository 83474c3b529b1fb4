package main

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// fault is one thing that goes wrong. It is done, the others work on, and it is mended; then nobody helps any more.
type fault struct {
	name  string
	often int // how often it is drawn, beside the others
	do    func(ctx context.Context) error
	mend  func(ctx context.Context) error
}

const (
	longestHarm = 1200 // milliseconds a fault lasts
	latestKill  = 250  // milliseconds after its start a program is killed again
)

// draws are the faults there are.
func (t *tree) draws() []fault {
	draws := []fault{
		t.killing("village killed", 4, t.village), t.killing("town killed", 4, t.town), t.killing("county killed", 4, t.county),
		t.killing("village and town killed", 2, t.village, t.town), t.killing("town and county killed", 2, t.town, t.county),
		t.killing("all killed", 2, t.county, t.town, t.village),
		t.restoring("village from an old backup", t.village, t.town), t.restoring("county from an old backup", t.county, t.town),
	}
	for _, b := range []*box{t.town, t.village} {
		where := " above the " + b.name
		draws = append(draws, t.killedRising(b),
			losing("road cut"+where, 3, func(yes bool) { b.road.Sever(yes) }),
			losing("connections dead"+where, 1, func(yes bool) { b.road.Lose(yes, yes) }),
			losing("answers lost"+where, 1, func(yes bool) { b.road.Lose(false, yes) }),
			losing("questions lost"+where, 1, func(yes bool) { b.road.Lose(yes, false) }))
	}
	for _, b := range []*box{t.town, t.county} {
		draws = append(draws, freezing(b), t.filling(b))
	}
	return append(draws, t.killedRising(t.county))
}

func draw(from []fault, moments *rand.Rand) fault {
	all := 0
	for _, f := range from {
		all += f.often
	}
	for n := moments.IntN(all); ; {
		for _, f := range from {
			if n -= f.often; n < 0 {
				return f
			}
		}
	}
}

func (t *tree) killing(name string, often int, victims ...*box) fault {
	return fault{name, often, func(context.Context) (err error) {
		for _, b := range victims { // first all are dead, then one looks who was told what
			b.kill()
		}
		for _, b := range victims {
			err = errors.Join(err, b.rest())
		}
		return err
	}, func(ctx context.Context) error { return t.rise(ctx, victims...) }}
}

// rise starts programs and lets people write there again.
func (t *tree) rise(ctx context.Context, boxes ...*box) error {
	for _, b := range boxes {
		if err := b.rise(ctx); err != nil {
			return err
		}
		b.work(ctx, t.book)
	}
	return nil
}

// killedRising kills a program, and once more while it starts.
func (t *tree) killedRising(b *box) fault {
	return fault{b.name + " killed while it starts", 1, func(context.Context) error {
		if err := b.fall(); err != nil {
			return err
		}
		if err := b.launch(); err != nil {
			return err
		}
		time.Sleep(time.Duration(t.moments.IntN(latestKill)) * time.Millisecond)
		b.kill()
		return nil
	}, func(ctx context.Context) error { return t.rise(ctx, b) }}
}

func losing(name string, often int, set func(yes bool)) fault {
	turn := func(yes bool) func(context.Context) error {
		return func(context.Context) error {
			set(yes)
			return nil
		}
	}
	return fault{name, often, turn(true), turn(false)}
}

// freezing stops a program without ending it: a machine that swaps, a disk that does not answer.
func freezing(b *box) fault {
	signal := func(which syscall.Signal) func(context.Context) error {
		return func(context.Context) error { return b.cmd.Process.Signal(which) }
	}
	return fault{b.name + " frozen", 1, signal(syscall.SIGSTOP), signal(syscall.SIGCONT)}
}

// filling has every write to the disk refused to a program that runs, as a full disk does. Who is refused stops writing until
// there is room.
func (t *tree) filling(b *box) fault {
	limit := func(most uint64) error {
		return unix.Prlimit(b.cmd.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: math.MaxUint64}, nil)
	}
	return fault{"disk of the " + b.name + " full", 1, func(context.Context) error { return limit(4096) }, func(ctx context.Context) error {
		if err := limit(math.MaxUint64); err != nil {
			return err
		}
		if err, no := b.rest(), refusal(""); err != nil && !errors.As(err, &no) {
			return err
		}
		b.work(ctx, t.book)
		return nil
	}}
}
