// Command soak takes the built programs down in the middle of their work, again and again, and counts what was lost.
//
// First a station alone:
// Writers edit records through the command line's door and the command line itself, and voters hand in matters over HTTP.
// What was acknowledged to them they note in a file outside. The station is killed as a crash would kill it, or its disk
// loses power under it, at any moment of its work or of its start; and it has to come back by itself with everything it
// acknowledged.
//
// Then a county, a town and a village below it, with bad roads between them: programs are killed, roads are cut or lose what
// they carry, disks are lost and backups put in their place; and everybody has to have what was acknowledged to anybody.
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

const limit = 15 * time.Minute // of each half; then it is broken

func main() {
	program := flag.String("program", "bin/lianzhan-station", "the station to take down")
	county := flag.String("county", "bin/lianzhan-county", "the county above it")
	rounds := flag.Int("rounds", 200, "how often the station goes down")
	tree := flag.Int("tree", 200, "how often something goes wrong in a tree of three")
	minutes := flag.Int("minutes", 15, "how long the tree is tried at most")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "for the moments")
	power := flag.Bool("power", false, "cut the power of the station's disk too (needs root and a loop device)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := alone(ctx, &soak{rounds: *rounds, seed: *seed, moments: rand.New(rand.NewPCG(*seed, 1))}, *program, *power)
	if err == nil && *tree > 0 {
		err = runTree(ctx, [2]string{*county, *program}, *tree, time.Duration(*minutes)*time.Minute, *seed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func alone(ctx context.Context, s *soak, program string, power bool) error {
	if s.rounds == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return s.run(ctx, program, power)
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

// newHome makes the folder of a run in the checkout: the system's temporary folder may be memory.
func newHome(name string) (string, error) {
	const home = "tests/out"
	if err := os.MkdirAll(home, 0o755); err != nil {
		return "", err
	}
	return os.MkdirTemp(home, name)
}

func (s *soak) prepare(program string, power bool) (err error) {
	if s.dir, err = newHome("soak-"); err != nil {
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
