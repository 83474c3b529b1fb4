package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// bench is one run: where it prints, where it keeps its data, how often it measures.
type bench struct {
	out            io.Writer
	program        string // the station's binary
	dir            string
	rounds         int
	judged, missed int
}

// newBench makes the run's folder inside the checkout: the system's own temporary folder may be memory, and then no
// write would ever wait for a disk.
func newBench(out io.Writer, program string, rounds int) (*bench, error) {
	if _, err := os.Stat(program); err != nil {
		return nil, fmt.Errorf("run \"make build\" first, and this from the checkout: %w", err)
	}
	const home = "tests/out"
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(home, "bench-")
	return &bench{out: out, program: program, dir: dir, rounds: max(rounds, 1)}, err
}

func (b *bench) clear() error { return os.RemoveAll(b.dir) }

// folder makes a new empty folder for one contender.
func (b *bench) folder(name string) (string, error) { return os.MkdirTemp(b.dir, name+"-") }

// contender is one side of a comparison; measure returns one value.
type contender func(context.Context) (float64, error)

// inTurn measures each contender once a round, round after round.
func (b *bench) inTurn(ctx context.Context, contenders ...contender) ([]sample, error) {
	samples := make([]sample, len(contenders))
	for range b.rounds {
		for i, measure := range contenders {
			v, err := measure(ctx)
			if err != nil {
				return nil, err
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			samples[i] = append(samples[i], v)
		}
	}
	return samples, nil
}

// demo returns a folder with the demo town in it, made by the station itself.
func (b *bench) demo(ctx context.Context) (string, error) {
	master := filepath.Join(b.dir, "demo")
	if _, err := os.Stat(master); err != nil {
		s, err := b.serve(ctx, master, "--demo")
		if err != nil {
			return "", err
		}
		if err := s.stop(); err != nil {
			return "", err
		}
	}
	dir, err := b.folder("demo")
	if err != nil {
		return "", err
	}
	return dir, os.CopyFS(dir, os.DirFS(master))
}
