// Command bench measures the built station against the numbers it has to hold.
//
// Every ratio is taken against its named rival in the same run on the same box, in rounds that go round all contenders,
// so that a noisy minute falls on all alike. Run it from the checkout after "make build"; it listens on loopback only and
// leaves nothing behind.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// row is one subject of the table; it may print several lines.
type row struct {
	name    string
	limit   time.Duration // a row that takes longer is broken
	measure func(context.Context, *bench) error
}

var rows = []row{
	{"size", time.Minute, measureSize},
	{"unit", time.Minute, measureUnits},
	{"start", time.Minute, measureStart},
	{"memory", time.Minute, measureMemory},
	{"weight", time.Minute, measureWeight},
	{"ready", 2 * time.Minute, measureReady},
	{"touch", 2 * time.Minute, measureTouch},
	{"paint", time.Minute, measurePaint},
	{"wall", 2 * time.Minute, measureWall},
	{"fanout", 2 * time.Minute, measureFanout},
	{"query", 2 * time.Minute, measureQuery},
	{"write", 2 * time.Minute, measureWrite},
	{"intake", 4 * time.Minute, measureIntake},
	{"registry", 2 * time.Minute, measureRegistry},
	{"publish", 2 * time.Minute, measurePublish},
	{"change", 6 * time.Minute, measureOneChange},
	{"bulk", 15 * time.Minute, measureBulk},
	{"outage", time.Hour, measureOutage},
	{"idle", 4 * time.Minute, measureIdleRoad},
	{"stations", 20 * time.Minute, measureStations},
	{"bells", 6 * time.Minute, measureBells},
}

func main() {
	if len(os.Args) == 3 {
		switch os.Args[1] {
		case rawVerb:
			fail(beRaw(os.Args[2]))
			return
		case rivalVerb:
			fail(beRival(os.Args[2]))
			return
		}
	}
	wanted := flag.String("rows", "", "rows to measure, separated by commas; empty means all: "+strings.Join(rowNames(), ","))
	rounds := flag.Int("rounds", 3, "how often each pair of contenders is measured")
	program := flag.String("program", "bin/lianzhan-station", "the station to measure")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fail(run(ctx, *program, *wanted, *rounds))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures the wanted rows. A number that is not held is said in the table and is not an error.
func run(ctx context.Context, program, wanted string, rounds int) (err error) {
	chosen, err := choose(wanted)
	if err != nil {
		return err
	}
	b, err := newBench(os.Stdout, program, rounds)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.clear()) }()
	b.head()
	for _, r := range chosen {
		limited, cancel := context.WithTimeout(ctx, r.limit)
		measured := r.measure(limited, b)
		cancel()
		if measured != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", r.name, measured))
		}
		if ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
	}
	b.foot()
	return err
}

func rowNames() []string {
	var names []string
	for _, r := range rows {
		names = append(names, r.name)
	}
	return names
}

func choose(wanted string) ([]row, error) {
	if wanted == "" {
		return rows, nil
	}
	var chosen []row
	for name := range strings.SplitSeq(wanted, ",") {
		at := slices.IndexFunc(rows, func(r row) bool { return r.name == name })
		if at < 0 {
			return nil, fmt.Errorf("no row %q; there are %s", name, strings.Join(rowNames(), ", "))
		}
		chosen = append(chosen, rows[at])
	}
	return chosen, nil
}
