package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// glass is a fresh Chromium with an empty profile, without a graphics card, as on the poorest box.
type glass struct {
	ctx  context.Context
	stop func()
}

// screen is how large a page is shown and how much slower than this box its processor is.
type screen struct {
	width, height int64
	slower        float64
}

var (
	kioskPanel = screen{1080, 1920, 1}
	slowKiosk  = screen{1080, 1920, 4}
	wallPanel  = screen{1920, 1080, 1}
	phone      = screen{360, 780, 1}
)

// open starts a browser; each page it opens runs the watch first.
func (s screen) open(ctx context.Context, watch string) (*glass, error) {
	program, err := chromium()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(int(s.width), int(s.height)))
	ctx, stopBrowser := chromedp.NewExecAllocator(ctx, options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	g := &glass{ctx: ctx, stop: func() { closeTab(); stopBrowser() }}
	err = chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateTouch))
	if err == nil {
		_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: s.slower})
	}
	if err != nil {
		g.stop()
		return nil, err
	}
	return g, nil
}

// visit opens an address and waits until it has loaded.
func (g *glass) visit(url string) error { return chromedp.Do(g.ctx, chromedp.Navigate(url)) }

// tell evaluates an expression on the page, and waits where it is a promise.
func tell[T any](g *glass, expression string) (T, error) {
	return chromedp.Run(g.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// touch puts a finger on the middle of the n-th thing a selector finds, and lifts it.
func (g *glass) touch(selector string, n int) error {
	at, err := tell[[]float64](g, fmt.Sprintf(`(() => {
		const r = document.querySelectorAll(%q)[%d].getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`, selector, n))
	if err != nil {
		return err
	}
	down := input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1]}}}
	if _, err := chromedp.Call(g.ctx, input.DispatchTouchEvent, down); err != nil {
		return err
	}
	_, err = chromedp.Call(g.ctx, input.DispatchTouchEvent,
		input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
	return err
}

// pid is the browser's own process, the parent of those that paint.
func (g *glass) pid() int { return chromedp.FromContext(g.ctx).Browser.Process().Pid }

func chromium() (string, error) {
	for _, name := range []string{"chromium", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("a browser is needed: apt-get install chromium")
}
