// Command soak takes the built station down in the middle of its work, again and again, and counts what was lost.
//
// Writers edit records through the command line's door and the command line itself, and voters hand in matters over HTTP.
// What was acknowledged to them they note in a file outside. The station is killed as a crash would kill it, or its disk
// loses power under it, at any moment of its work or of its start; and it has to come back by itself with everything it
// acknowledged.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const limit = 15 * time.Minute // of the whole soak; then it is broken

func main() {
	program := flag.String("program", "bin/lianzhan-station", "the station to take down")
	rounds := flag.Int("rounds", 200, "how often")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "for the moments")
	power := flag.Bool("power", false, "cut the power of the disk too (needs root and a loop device)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	s := &soak{rounds: *rounds, seed: *seed, moments: rand.New(rand.NewPCG(*seed, 1))}
	if err := s.run(ctx, *program, *power); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// soak is one run. The seed fixes the moments, as far as a scheduler lets them be fixed.
type soak struct {
	dir     string
	rounds  int
	seed    uint64
	moments *rand.Rand
	station *station
	disk    *disk // nil unless power is cut
	book    *ledger
}

// run returns an error when anything acknowledged was lost or a start needed help; the data then stays.
func (s *soak) run(ctx context.Context, program string, power bool) (err error) {
	if err := s.prepare(program, power); err != nil {
		return err
	}
	fmt.Printf("%d rounds, seed %d, data in %s\n", s.rounds, s.seed, s.dir)
	defer func() { err = errors.Join(err, s.powerOff()) }()
	began, slowest := time.Now(), time.Duration(0)
	for n := 1; n <= s.rounds; n++ {
		started, err := s.round(ctx)
		if err != nil {
			return fmt.Errorf("round %d: %w", n, err)
		}
		slowest = max(slowest, started)
	}
	changes, err := s.inLog()
	if err != nil {
		return err
	}
	what := "kills"
	if power {
		what = "power cuts"
	}
	fmt.Printf("%d %s in %s: %d writes acknowledged, 0 lost; %d changes in an unbroken log; slowest start %s\n",
		s.rounds, what, time.Since(began).Round(time.Second), s.book.count(), changes, slowest.Round(time.Millisecond))
	return errors.Join(s.book.close(), s.powerOff(), os.RemoveAll(s.dir))
}

// prepare makes the folder of the run in the checkout: the system's temporary folder may be memory.
func (s *soak) prepare(program string, power bool) (err error) {
	const home = "tests/out"
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	if s.dir, err = os.MkdirTemp(home, "soak-"); err != nil {
		return err
	}
	if s.book, err = openLedger(filepath.Join(s.dir, "acknowledged")); err != nil {
		return err
	}
	data := filepath.Join(s.dir, "data")
	if power {
		if s.disk, err = newDisk(s.dir); err != nil {
			return err
		}
		data = filepath.Join(s.disk.dir, "data")
	}
	s.station, err = newStation(program, data)
	return err
}
