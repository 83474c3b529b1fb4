//go:build stories

package tests

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// step is one thing a person does or waits for.
type step = chromedp.Action[chromedp.Void]

// again asks until the answer is yes. A page that is just being left cannot answer, which is no fault; a script that
// throws is one. What was waited for in vain is told as otherwise.
func again(ctx context.Context, otherwise string, ask func() (bool, error)) error {
	for {
		holds, err := ask()
		if thrown := new(chromedp.ExceptionError); holds || errors.As(err, &thrown) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(errors.New(otherwise), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// until waits for an expression to hold. It asks from outside: the pages forbid code made of strings.
func until(expression, otherwise string) step {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, again(ctx, otherwise, func() (bool, error) {
			return chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise)(ctx, t)
		})
	}
}

// see waits until a text is on the screen; gone until it is no longer there.
func see(text string) step {
	return until(fmt.Sprintf(`!!document.body?.innerText.replace(/\s+/g, '').includes(%s)`, quote(text)), "never saw "+text)
}

func gone(text string) step {
	return until(fmt.Sprintf(`document.body?.innerText.replace(/\s+/g, '').includes(%s) === false`, quote(text)), "still sees "+text)
}

// tap touches the first visible thing that says the label, or at least contains it. A single letter or digit is a key and
// says nothing else: "1" also stands in "12".
func tap(label string) step {
	return touch(fmt.Sprintf(`(() => {
		const label = %s;
		const says = e => [e.getAttribute('aria-label') || '', e.innerText].map(s => s.replace(/\s+/g, ''));
		const all = [...document.querySelectorAll('button, a, [role=tab]')].filter(e => e.checkVisibility({visibilityProperty: true}));
		const key = /^[0-9A-Za-z]$/.test(label);
		const hit = all.find(e => says(e).includes(label)) || !key && all.find(e => says(e).some(s => s.includes(label)));
		if (hit) hit.scrollIntoView({block: 'center', behavior: 'instant'});
		return hit;
	})()`, quote(label)), label)
}

// aim answers where the middle of what a script finds is, once two frames have shown it there, open to the touch. A layout
// that was never drawn is not what a person aims at. Pages that may run no script do not move, and hear nothing either.
const aim = `(async () => {
	const hit = %s;
	if (!hit) return null;
	const middle = () => { const r = hit.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; };
	const before = middle();
	const mute = matchMedia('(scripting: none)').matches;
	if (!mute) await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
	const at = middle();
	if (at.join() !== before.join() || !hit.contains(document.elementFromPoint(...at))) return null;
	const words = e => e.innerText || e.getAttribute('aria-label') || e.outerHTML;
	const aimed = words(hit), touch = window.touch = {taken: mute, by: ''};
	addEventListener('click', ({target}) => {
		const by = target.closest('button, a, label, input, select, textarea, [role=tab], [role=option]');
		touch.taken = hit.contains(target) || by !== null && words(by) === aimed;
		if (by && !touch.taken) touch.by = words(by);
	}, {capture: true, once: true});
	return at;
})()`

// landing is what became of a touch. A page that was left by it knows nothing of it any more.
type landing struct {
	Taken bool   `json:"taken"`
	By    string `json:"by"` // what another thing says that took it
}

// touch presses the middle of what a script finds, until it, or its double in a page drawn anew, takes the touch. A touch
// that another thing takes is a page that moved under the finger: a fault.
func touch(find, label string) step {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, again(ctx, fmt.Sprintf("nothing to touch says %q", label), func() (bool, error) {
			at, err := chromedp.Evaluate[[]float64](fmt.Sprintf(aim, find), chromedp.EvalAwaitPromise)(ctx, t)
			if err != nil || at == nil {
				return false, err
			}
			if _, err := chromedp.MouseClickXY(at[0], at[1])(ctx, t); err != nil {
				return false, err
			}
			return landed(ctx, t, label)
		})
	}
}

// landed says whether a touch was taken, by what it was aimed at.
func landed(ctx context.Context, t *chromedp.Target, label string) (bool, error) {
	got, err := chromedp.Evaluate[*landing](`window.touch ?? null`)(ctx, t)
	switch {
	case err != nil || got == nil: // the page was left, for nothing else forgets
		return true, ctx.Err()
	case got.By != "":
		return true, fmt.Errorf("the touch on %q landed on %q", label, got.By)
	}
	return got.Taken, nil
}

func quote(text string) string {
	raw, _ := json.Marshal(text) // a string always marshals
	return string(raw)
}
