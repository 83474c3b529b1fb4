package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// watchReady notes when the first way onward can be seen and touched: one frame after it is laid out, it is on its way to
// the glass.
const watchReady = `(() => {
	const look = () => {
		const there = [...document.querySelectorAll('nav button, nav a[href]')].some(e => e.getClientRects().length);
		if (there) requestAnimationFrame(() => { window.readyAt = performance.now(); });
		else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
	window.largestAt = 0;
	new PerformanceObserver(list => { for (const e of list.getEntries()) window.largestAt = e.startTime; })
		.observe({type: 'largest-contentful-paint', buffered: true});
})()`

// whenReady is the later of that moment and the paint of the largest thing on the screen, in ms from the start of loading.
const whenReady = `(async () => {
	while (!window.readyAt) {
		if (performance.now() > 20000) return -1;
		await new Promise(r => setTimeout(r, 20));
	}
	await new Promise(r => setTimeout(r, 2000));
	return Math.max(window.readyAt, window.largestAt);
})()`

// barePage is the least a page with something to touch can be: what Chromium itself needs.
const barePage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>联络站</title>
<style>body{margin:0;background:#f6f3ee;color:#222;font:40px sans-serif}button{font:inherit;padding:40px}</style></head>
<body><h1>人大代表联络站</h1><nav id="m"></nav><script>
const names = ['代表风采', '接待日程', '履职动态', '民生实事', '代表建议', '政策法规'];
for (const name of names) { const b = document.createElement('button'); b.textContent = name; document.getElementById('m').append(b); }
</script></body></html>`

const readyRounds = 5 // at least; single loads scatter

// measureReady loads the kiosk and a bare page in turn, each in a new browser, on a quarter of the processor.
func measureReady(ctx context.Context, b *bench) (err error) {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	s, err := b.serve(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	bare, stop, err := serveBare()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	rounds := *b
	rounds.rounds = max(b.rounds, readyRounds)
	took, err := rounds.inTurn(ctx,
		func(ctx context.Context) (float64, error) { return loadOnce(ctx, bare) },
		func(ctx context.Context) (float64, error) { return loadOnce(ctx, s.url("/kiosk")) })
	if err != nil {
		return err
	}
	b.line("kiosk, quarter CPU: bare page ready", "ms", took[0], hold{})
	b.line("kiosk, quarter CPU: first screen ready", "ms", took[1], hold{})
	b.line("kiosk, quarter CPU: first screen / bare page", "", sample{took[1].median() / took[0].median()}, atMost(1.5))
	return nil
}

func loadOnce(ctx context.Context, url string) (float64, error) {
	g, err := slowKiosk.open(ctx, watchReady)
	if err != nil {
		return 0, err
	}
	defer g.stop()
	if err := g.visit(url); err != nil {
		return 0, err
	}
	at, err := tell[float64](g, whenReady)
	if err == nil && at < 0 {
		err = fmt.Errorf("%s: nothing to touch within 20 s", url)
	}
	return at, err
}

// serveBare serves the bare page on loopback.
func serveBare() (url string, stop func() error, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, barePage)
	})}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	return "http://" + listener.Addr().String() + "/", func() error {
		err := server.Close()
		if served := <-ended; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
		return err
	}, nil
}
