package main

import (
	"context"
	"errors"
	"fmt"
)

// tile is a way onward on the kiosk's first screen.
const tile = "nav button, nav a[href]"

// watchTouch notes how long a finger waits: from the moment it comes down until two frames after the page changed.
const watchTouch = `(() => {
	let down = 0;
	addEventListener('touchstart', e => { down = e.timeStamp; }, {capture: true, passive: true});
	addEventListener('click', () => {
		const changed = new MutationObserver(() => {
			changed.disconnect();
			requestAnimationFrame(() => requestAnimationFrame(() => { window.waited = performance.now() - down; }));
		});
		changed.observe(document.documentElement, {childList: true, attributes: true, characterData: true, subtree: true});
	}, {capture: true});
})()`

const howLongWaited = `(async () => {
	for (const began = performance.now(); !window.waited && performance.now() - began < 5000;) {
		await new Promise(r => setTimeout(r, 10));
	}
	return window.waited || -1;
})()`

// measureTouch touches each tile of a kiosk's first screen, on this processor and on a quarter of it.
func measureTouch(ctx context.Context, b *bench) (err error) {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	for _, c := range []struct {
		name string
		on   screen
	}{{"full CPU", kioskPanel}, {"quarter CPU", slowKiosk}} {
		waits, err := touchTiles(ctx, c.on, s.url("/kiosk"))
		if err != nil {
			return err
		}
		b.line("kiosk, "+c.name+": touch to paint, each tile", "ms", waits, atMost(100))
	}
	return nil
}

func touchTiles(ctx context.Context, on screen, url string) (waits sample, err error) {
	g, err := on.open(ctx, watchReady+";"+watchTouch)
	if err != nil {
		return nil, err
	}
	defer g.stop()
	for n, tiles := 0, 1; n < tiles; n++ {
		if err := g.visit(url); err != nil {
			return nil, err
		}
		if _, err := tell[float64](g, whenReady); err != nil {
			return nil, err
		}
		if tiles, err = tell[int](g, fmt.Sprintf("document.querySelectorAll(%q).length", tile)); err != nil {
			return nil, err
		}
		if err := g.touch(tile, n); err != nil {
			return nil, err
		}
		waited, err := tell[float64](g, howLongWaited)
		if err != nil {
			return nil, err
		}
		if waited < 0 {
			return nil, fmt.Errorf("tile %d does nothing", n+1)
		}
		waits = append(waits, waited)
	}
	return waits, nil
}
