//go:build stories

package tests

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// step is one thing a person does or waits for.
type step = chromedp.Action[chromedp.Void]

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

// until waits for an expression to hold. It asks from outside: the pages forbid code made of strings.
func until(expression, otherwise string) step {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		for {
			holds, err := chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise)(ctx, t)
			if err != nil || holds {
				return chromedp.Void{}, err
			}
			select {
			case <-ctx.Done():
				return chromedp.Void{}, fmt.Errorf("%s", otherwise)
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}

// see waits until a text is on the screen; gone until it is no longer there.
func see(text string) step {
	return until(fmt.Sprintf(`document.body.innerText.replace(/\s+/g, '').includes(%s)`, quote(text)), "never saw "+text)
}

func gone(text string) step {
	return until(fmt.Sprintf(`!document.body.innerText.replace(/\s+/g, '').includes(%s)`, quote(text)), "still sees "+text)
}

// tap touches the middle of the first visible thing that says the label.
func tap(label string) step {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		find := fmt.Sprintf(`(() => {
			const label = %s;
			const says = e => [e.getAttribute('aria-label') || '', e.innerText].map(s => s.replace(/\s+/g, ''));
			const all = [...document.querySelectorAll('button, a, [role=tab]')].filter(e => e.getClientRects().length);
			const hit = all.find(e => says(e).includes(label)) || all.find(e => says(e).some(s => s.includes(label)));
			if (!hit) return [];
			hit.scrollIntoView({block: 'center'});
			const r = hit.getBoundingClientRect();
			return [r.x + r.width / 2, r.y + r.height / 2];
		})()`, quote(label))
		for {
			at, err := chromedp.Evaluate[[]float64](find)(ctx, t)
			if err != nil {
				return chromedp.Void{}, err
			}
			if len(at) == 2 {
				return chromedp.MouseClickXY(at[0], at[1])(ctx, t)
			}
			select {
			case <-ctx.Done():
				return chromedp.Void{}, fmt.Errorf("nothing on the screen says %q", label)
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
}

func quote(text string) string {
	raw, _ := json.Marshal(text) // a string always marshals
	return string(raw)
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
