package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// patience is how long a box may take until it counts as one that needs a person.
const patience = 3 * time.Minute

// roundsPerBackup is how old a backup may be.
const roundsPerBackup = 8

// longFreeze is the round in which the county stands still for a minute.
const longFreeze = 20

// What is said meanwhile.
const (
	roundsPerLine = 25
	worthALine    = 10 * time.Second
)

// round lets one or two things go wrong while all write, mends them, and waits until every box has what anybody was told.
func (t *tree) round(ctx context.Context, n int) error {
	if n%roundsPerBackup == roundsPerBackup-1 {
		if err := t.keep(ctx); err != nil {
			return err
		}
	}
	f := draw(t.draws(), t.moments)
	if n == longFreeze {
		f = freezing(t.county)
		f.name += " for a minute"
	}
	t.happened[f.name]++
	time.Sleep(time.Duration(t.moments.IntN(longestHarm/2)) * time.Millisecond)
	if err := f.do(ctx); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	if time.Sleep(time.Duration(t.moments.IntN(longestHarm)) * time.Millisecond); n == longFreeze {
		time.Sleep(time.Minute)
	}
	began := time.Now()
	if err := f.mend(ctx); err != nil {
		return fmt.Errorf("%s, mended: %w", f.name, err)
	}
	if err := t.level(ctx); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	took := time.Since(began)
	if took > t.slowest.took {
		t.slowest = recovery{took, f.name}
	}
	if took > worthALine || n%roundsPerLine == roundsPerLine-1 {
		fmt.Printf("round %d, %s: everybody has everything after %s; %d acknowledged\n", n+1, f.name, took.Round(time.Millisecond), t.book.count())
	}
	return nil
}

// level waits until every box has what was acknowledged at any of them until now.
func (t *tree) level(ctx context.Context) error {
	type debt struct {
		at *box
		h  hand
		n  int
	}
	var open []debt
	for _, written := range t.boxes() {
		for _, h := range written.hands {
			for _, b := range t.boxes() {
				if n := t.book.last(h.name); n > 0 {
					open = append(open, debt{b, h, n})
				}
			}
		}
	}
	err := wait(ctx, patience, "every box has what was acknowledged", func() bool {
		for len(open) > 0 && open[0].at.holds(ctx, open[0].h, open[0].n) {
			open = open[1:]
		}
		return len(open) == 0
	})
	if err != nil {
		return errors.Join(fmt.Errorf("LOST or late: the %s has not %s", open[0].at.name, mark(open[0].h.name, open[0].n)), err)
	}
	return nil
}

// tell is how each box says that it stands, for whoever looks for what went wrong.
func (t *tree) tell(ctx context.Context) error {
	var said []string
	for _, b := range t.boxes() {
		var status map[string]any
		err := b.ask(ctx, "GET", "/sync/status", nil, &status)
		said = append(said, fmt.Sprintf("%s: %v %v\n%s", b.name, status, err, lastLines(b.log.String(), 12)))
	}
	return errors.New(strings.Join(said, "\n"))
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
