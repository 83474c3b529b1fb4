import { onScopeDispose } from 'vue'
import { reloadWhenServed } from '../shared/reload'

// The terminal's token lasts a day and is renewed with the page.
const EVERY_MS = 6 * 60 * 60_000

/** Loads the page anew now and then, and after a visitor told something: nothing of them is left in its memory. */
export function useRenewal(mayNow: () => boolean): { ask(): void } {
  let asked = false
  function ask(): void {
    if (asked) return
    asked = true
    void reloadWhenServed(mayNow)
  }
  const timer = setInterval(ask, EVERY_MS)
  onScopeDispose(() => clearInterval(timer))
  return { ask }
}
