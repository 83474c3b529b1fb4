package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

const (
	watchFor = 30 * time.Second // a wall's processor is watched
	fadesFor = 60 * time.Second // its fades are counted
)

// measureWall looks at a wall of the demo town: how smoothly it fades and what it costs.
func measureWall(ctx context.Context, b *bench) (err error) {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	g, err := wallPanel.open(ctx, "")
	if err != nil {
		return err
	}
	defer g.stop()
	if err := g.visit(s.url("/display/hall")); err != nil {
		return err
	}
	if err := b.fades(g); err != nil {
		return err
	}
	return b.wallCost(ctx, g)
}

// wallCost watches the processor while the wall turns its pages.
func (b *bench) wallCost(ctx context.Context, g *glass) error {
	before, err := browserCPU(g.pid())
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(watchFor):
	}
	after, err := browserCPU(g.pid())
	if err != nil {
		return err
	}
	share := func(kind string) sample {
		return sample{100 * (after[kind] - before[kind]).Seconds() / watchFor.Seconds()}
	}
	b.line("wall: renderer over 30 s at 1080p", "% of a core", share("renderer"), atMost(15))
	b.line("wall: whole browser, drawing without a graphics card too", "% of a core", share(""), hold{})
	return nil
}

// browserCPU is the time used by each kind of process of a browser; "" is all of them.
func browserCPU(pid int) (map[string]time.Duration, error) {
	used := map[string]time.Duration{}
	below, err := children(pid)
	if err != nil {
		return nil, err
	}
	below[pid] = ""
	for child, line := range below {
		took, err := cpu(child)
		if err != nil {
			continue // it has just ended
		}
		_, kind, _ := strings.Cut(line, "--type=")
		kind, _, _ = strings.Cut(kind, " ")
		if kind != "" {
			used[kind] += took
		}
		used[""] += took
	}
	return used, nil
}

// countFades counts frames a second while something fades; a fade shorter than 100 ms counts for nothing.
const countFades = `(async (lasting) => {
	const rates = [];
	const fading = () => document.getAnimations().some(a => a.playState === 'running' &&
		a.effect && a.effect.getKeyframes().some(k => 'opacity' in k));
	const frame = () => new Promise(requestAnimationFrame);
	for (const end = performance.now() + lasting; performance.now() < end;) {
		await frame();
		if (!fading()) continue;
		const began = performance.now();
		let frames = 0;
		do { await frame(); frames++; } while (fading());
		const took = performance.now() - began;
		if (took > 100) rates.push(frames / took * 1000);
	}
	return rates;
})(%d)`

// fades counts the frames of each fade while the wall turns its pages.
func (b *bench) fades(g *glass) error {
	rates, err := tell[[]float64](g, fmt.Sprintf(countFades, fadesFor.Milliseconds()))
	if err != nil {
		return err
	}
	if len(rates) == 0 {
		return fmt.Errorf("no page of the wall faded in within %s", fadesFor)
	}
	b.line("wall: frames of each fade at 1080p, no graphics card", "fps", rates, atLeast(55))
	return nil
}
