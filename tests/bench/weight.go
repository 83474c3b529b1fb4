package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strings"
)

// loaded lists all addresses a page asked for: its own, and those of its resources.
const loaded = `(async () => {
	while (document.readyState !== 'complete') await new Promise(r => setTimeout(r, 50));
	await new Promise(r => setTimeout(r, 1000));
	return [location.href, ...performance.getEntriesByType('resource').map(e => e.name)];
})()`

// measureWeight counts what crosses the wire for the first load of each page.
func measureWeight(ctx context.Context, b *bench) (err error) {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	code, err := s.deputyCode(ctx)
	if err != nil {
		return err
	}
	for _, p := range []struct {
		name, path  string
		on          screen
		script, all hold
	}{
		{"kiosk", "/kiosk", kioskPanel, atMost(60), hold{}},
		{"wall", "/display/hall", wallPanel, atMost(20), hold{}},
		{"phone", "/D/" + code, phone, atMost(20), atMost(45)},
	} {
		script, all, err := weigh(ctx, p.on, s.url(p.path))
		if err != nil {
			return err
		}
		b.line(p.name+": JavaScript of the first load, gzipped", "kB", sample{script / 1000}, p.script)
		b.line(p.name+": whole first load, heads and pictures too", "kB", sample{all / 1000}, p.all)
	}
	return nil
}

// weigh lets a browser find out what belongs to a page, and asks for each part again to count its bytes: over plain HTTP
// a phone is offered gzip only, while a browser on loopback takes better.
func weigh(ctx context.Context, on screen, url string) (script, all float64, err error) {
	g, err := on.open(ctx, "")
	if err != nil {
		return 0, 0, err
	}
	defer g.stop()
	if err := g.visit(url); err != nil {
		return 0, 0, err
	}
	addresses, err := tell[[]string](g, loaded)
	if err != nil {
		return 0, 0, err
	}
	for _, address := range addresses {
		if !strings.HasPrefix(address, "http") {
			continue
		}
		head, body, err := wire(ctx, address)
		if err != nil {
			return 0, 0, err
		}
		all += head + body
		if strings.HasSuffix(address, ".js") {
			script += body
		}
	}
	return script, all, nil
}

// wire counts the bytes of one answer as a browser on plain HTTP gets it.
func wire(ctx context.Context, url string) (head, body float64, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate") // said by hand, it is not undone on arrival
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer res.Body.Close()
	// A browser asks for an icon of its own accord; where there is none, the refusal is part of the weight.
	if res.StatusCode != http.StatusOK && !strings.HasSuffix(url, "/favicon.ico") {
		return 0, 0, fmt.Errorf("%s: %s", url, res.Status)
	}
	raw, err := httputil.DumpResponse(res, false)
	if err != nil {
		return 0, 0, err
	}
	n, err := io.Copy(io.Discard, res.Body)
	return float64(len(raw)), float64(n), err
}
