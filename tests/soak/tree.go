package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"lianzhan/tests/road"
)

// tree is a county, a town below it and a village below that: three programs with a slow road between each two, and people
// who write at each of them all the time.
type tree struct {
	dir                   string
	moments               *rand.Rand
	county, town, village *box
	book                  *ledger
	old                   map[*box][]backup

	happened map[string]int // how often each fault
	slowest  recovery
}

// recovery is how long after a fault everybody had what was acknowledged until its end.
type recovery struct {
	took  time.Duration
	after string
}

const longestDelay = 40 // milliseconds each way over a road

func (t *tree) boxes() []*box { return []*box{t.county, t.town, t.village} }

// runTree plays rounds of faults until their number or the time is up. The data stays when anything was lost.
func runTree(ctx context.Context, programs [2]string, rounds int, most time.Duration, seed uint64) error {
	t := &tree{moments: rand.New(rand.NewPCG(seed, 2)), old: map[*box][]backup{}, happened: map[string]int{}}
	err := t.prepare(ctx, programs)
	fmt.Printf("county, town, village: up to %d rounds in %s, seed %d, data in %s\n", rounds, most, seed, t.dir)
	began, played := time.Now(), 0
	for ; err == nil && played < rounds && time.Since(began) < most; played++ {
		if err = t.round(ctx, played); err != nil {
			err = errors.Join(fmt.Errorf("round %d: %w", played+1, err), t.tell(ctx))
		}
	}
	changes := 0
	if err == nil {
		changes, err = t.judge(ctx)
	}
	if err = errors.Join(err, t.close()); err != nil {
		return err
	}
	fmt.Printf("%d rounds in %s: %d writes acknowledged, 0 lost (%d went with a lost disk before anybody else had them); "+
		"%d changes, the same at all three; slowest recovery %s, after: %s\n%v\n", played, time.Since(began).Round(time.Second),
		t.book.count(), t.book.gone, changes, t.slowest.took.Round(time.Millisecond), t.slowest.after, t.happened)
	return os.RemoveAll(t.dir)
}

// prepare brings the town and the village into the county's tree.
func (t *tree) prepare(ctx context.Context, programs [2]string) (err error) {
	if t.dir, err = newHome("tree-"); err != nil {
		return err
	}
	if t.book, err = openLedger(filepath.Join(t.dir, "acknowledged")); err != nil {
		return err
	}
	for i, b := range []**box{&t.county, &t.town, &t.village} {
		if *b, err = newBox(filepath.Join(t.dir, []string{"county", "town", "village"}[i]), programs[min(i, 1)]); err != nil {
			return err
		}
	}
	t.employ()
	for _, b := range t.boxes() {
		if err := b.rise(ctx); err != nil {
			return err
		}
	}
	if err := t.county.office.open(ctx, t.county.station); err != nil {
		return err
	}
	if err := errors.Join(t.found(ctx, t.town, t.county, "石湾镇中心站", "/c", "shiwan"),
		t.found(ctx, t.village, t.town, "莲池村联络站", "/c/shiwan", "lianchi"), t.county.office.begin(ctx)); err != nil {
		return err
	}
	for _, b := range t.boxes() {
		for _, h := range b.hands { // once each: a record that is in no backup would be made a second time
			if err := h.next(ctx, t.book); err != nil {
				return err
			}
		}
	}
	if err := t.keep(ctx); err != nil {
		return err
	}
	for _, b := range t.boxes() {
		b.work(ctx, t.book)
	}
	return nil
}

// found makes a node in the tree and brings a box in over a road of its own: whoever stands above it gives the code.
func (t *tree) found(ctx context.Context, b, above *box, name, parent, step string) (err error) {
	if b.road, err = road.Lay(above.address, time.Duration(t.moments.IntN(longestDelay))*time.Millisecond); err != nil {
		return err
	}
	var issued struct{ Code string }
	if err := t.county.ask(ctx, http.MethodPost, "/county/enrol", map[string]string{"name": name, "parent": parent, "scope_step": step}, &issued); err != nil {
		return err
	}
	if above != t.county {
		if err := wait(ctx, patience, "the town hears of the village", func() bool {
			return above.ask(ctx, http.MethodPost, "/sync/code", map[string]string{"node": name}, &issued) == nil
		}); err != nil {
			return err
		}
	}
	return b.ask(ctx, http.MethodPost, "/sync/enrol", map[string]string{"code": issued.Code, "parent": b.road.URL()}, &struct{}{})
}

func (t *tree) close() (err error) {
	for _, b := range t.boxes() {
		if b != nil {
			err = errors.Join(err, b.close())
		}
	}
	if t.book != nil {
		err = errors.Join(err, t.book.close())
	}
	return err
}
