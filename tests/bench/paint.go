package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const notices = 12 // edits painted, one after the other

// shown waits until the wall says a text, then two frames.
const shown = `new Promise(done => {
	const look = () => {
		if (!document.body.innerText.replace(/\s+/g, '').includes(%q)) return;
		changed.disconnect();
		requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
	};
	const changed = new MutationObserver(look);
	changed.observe(document.body, {childList: true, characterData: true, subtree: true});
	look();
})`

// measurePaint edits the one notice a wall shows, and takes the time from before the edit until the browser says that it
// is painted. Both ends are on one clock, so the way of that message is in it.
func measurePaint(ctx context.Context, b *bench) (err error) {
	h, err := b.openHall(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.stop()) }()
	g, err := wallPanel.open(ctx, "")
	if err != nil {
		return err
	}
	defer g.stop()
	if err := g.visit(h.url("/display/hall")); err != nil {
		return err
	}
	if _, err := tell[bool](g, fmt.Sprintf(shown, edition(h.edits))); err != nil {
		return err
	}
	var took sample
	for range notices {
		look := fmt.Sprintf(shown, edition(h.edits+1))
		painted := make(chan error, 1)
		go func() {
			_, err := tell[bool](g, look)
			painted <- err
		}()
		time.Sleep(time.Second) // the page is looking, and the last fade is over
		began := time.Now()
		if err := h.publish(ctx); err != nil {
			return err
		}
		if err := <-painted; err != nil {
			return err
		}
		took = append(took, milliseconds(time.Since(began)))
	}
	b.line("wall: edit asked for, committed, painted", "ms", took, atMost(300))
	return nil
}
