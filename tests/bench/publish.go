package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"lianzhan/station/matter"
)

const publications = 8

// vanished waits until the wall no longer says a text, then two frames.
const vanished = `new Promise(done => {
	const look = () => {
		if (document.body.innerText.replace(/\s+/g, '').includes(%q)) return;
		changed.disconnect();
		requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
	};
	const changed = new MutationObserver(look);
	changed.observe(document.body, {childList: true, characterData: true, subtree: true});
	look();
})`

// measurePublish releases texts about matters for the public and takes them back, and takes the time until each is painted
// on a wall and gone from it. The wall shows the list of promises, where a released matter has a title of its own.
func measurePublish(ctx context.Context, b *bench) (err error) {
	data, err := b.town(ctx, publications)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	master, err := s.openDesk(ctx)
	if err != nil {
		return err
	}
	officer, err := master.hire(ctx, "liaison_officer")
	if err != nil {
		return err
	}
	g, err := wallPanel.open(ctx, "")
	if err != nil {
		return err
	}
	defer g.stop()
	if err := g.visit(s.url("/display/hall")); err != nil {
		return err
	}
	var appears, goes sample
	for n := range publications {
		if n%5 == 0 || n%3 == 0 { // not accepted yet, or answered: the list of promises does not name it
			continue
		}
		id, title := matter.IDFrom(fmt.Sprint("bench-", n)), fmt.Sprintf("第%d处井盖", n)
		if err := officer.does(ctx, id, "public_drafted", map[string]any{"title": title, "text": "井盖正在更换。"}); err != nil {
			return err
		}
		for _, step := range []struct {
			who   *clerk
			event string
			data  map[string]any
			look  string
			took  *sample
		}{
			{master, "public_released", nil, shown, &appears},
			{officer, "public_withdrawn", map[string]any{"reason": "有误"}, vanished, &goes},
		} {
			took, err := painted(g, fmt.Sprintf(step.look, title), func() error { return step.who.does(ctx, id, step.event, step.data) })
			if err != nil {
				return err
			}
			*step.took = append(*step.took, took)
		}
	}
	b.line("public text: released at the desk, painted on the wall", "ms", appears, atMost(1000))
	b.line("public text: withdrawn at the desk, gone from the wall", "ms", goes, atMost(1000))
	_, err = master.ask(ctx, http.MethodGet, "/api/v1/desk/today", nil)
	return err
}

// painted lets a page look for something, acts, and returns the milliseconds until the page has painted it.
func painted(g *glass, look string, act func() error) (float64, error) {
	seen := make(chan error, 1)
	go func() {
		_, err := tell[bool](g, look)
		seen <- err
	}()
	time.Sleep(time.Second) // the page is looking, and the last fade is over
	began := time.Now()
	if err := act(); err != nil {
		return 0, err
	}
	err := <-seen
	return milliseconds(time.Since(began)), err
}
