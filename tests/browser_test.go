//go:build stories

package tests

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// size is a screen the pages must serve, in CSS pixels.
type size struct{ width, height int64 }

var (
	portrait  = size{1080, 1920}
	landscape = size{1920, 1080}
	ledWide   = size{1280, 640}
	ledSmall  = size{960, 480}
	strip     = size{3840, 1080}
	phone     = size{360, 780}
)

func (s size) String() string { return fmt.Sprintf("%dx%d", s.width, s.height) }

// browser is one open page a person stands before.
type browser struct {
	t   *testing.T
	ctx context.Context
}

// browse opens a fresh Chromium of a size; it is closed when the test ends.
func browse(t *testing.T, screen size) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.WindowSize(int(screen.width), int(screen.height)))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(func() { closeTab(); stop() })
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(screen.width, screen.height, chromedp.EmulateTouch)); err != nil {
		t.Fatal(err)
	}
	return &browser{t: t, ctx: ctx}
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, path := range []string{os.Getenv("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome"} {
		if _, err := os.Stat(path); path != "" && err == nil {
			return path
		}
	}
	t.Fatal("no Chromium: apt-get install chromium, or name one in CHROMIUM")
	return ""
}

// play does what a person does, step by step; the first step that fails ends the story with a picture of the screen.
func (b *browser) play(steps ...step) {
	b.t.Helper()
	for i, do := range steps {
		limited, cancel := context.WithTimeout(b.ctx, 15*time.Second)
		err := chromedp.Do(limited, do)
		cancel()
		if err != nil {
			b.t.Fatalf("step %d: %v (see %s)", i+1, err, b.picture("failed"))
		}
	}
}

// ask evaluates an expression on the page.
func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	limited, cancel := context.WithTimeout(b.ctx, 15*time.Second)
	defer cancel()
	answer, err := chromedp.Run(limited, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

// picture keeps a screenshot under tests/out for people to look at.
func (b *browser) picture(name string) string {
	b.t.Helper()
	limited, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	png, err := chromedp.Run(limited, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Errorf("no picture of %s: %v", name, err)
		return ""
	}
	path := filepath.Join("out", strings.ReplaceAll(b.t.Name(), "/", "-")+"-"+name+".png")
	if err := os.MkdirAll("out", 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.t.Fatal(err)
	}
	return path
}

// violation is one finding of axe.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML string `json:"html"`
		Why  string `json:"failureSummary"`
	} `json:"nodes"`
}

// axe holds the page against WCAG 2.2 AA; target-size is off by default in axe and named here.
func (b *browser) axe(page string) {
	b.t.Helper()
	source, err := os.ReadFile("../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		b.t.Fatalf("axe-core is missing, run npm ci in web: %v", err)
	}
	ask[bool](b, string(source)+";true")
	found := ask[[]violation](b, `axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
		rules: {'target-size': {enabled: true}},
	}).then(r => r.violations.map(v => ({id: v.id, help: v.help,
		nodes: v.nodes.map(n => ({html: n.html, failureSummary: n.failureSummary}))})))`)
	for _, v := range found {
		b.t.Errorf("%s: %s: %s", page, v.ID, v.Help)
		for _, n := range v.Nodes[:min(3, len(v.Nodes))] {
			b.t.Logf("  %.200s\n  %s", n.HTML, n.Why)
		}
	}
}
