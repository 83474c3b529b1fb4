import { onScopeDispose, ref, type Ref } from 'vue'

const LIMIT_MS = 15 * 60_000
/** How long before the end of a session its owner is warned, in seconds. */
export const WARNED_SECONDS = 60
// A hand on the keyboard keeps the session, though nothing is asked of the server: it is told now and then.
const TELL_MS = 4 * 60_000
const BEAT_MS = 1_000
const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const

/** Seconds until the session ends when nobody touched anything since a moment; null while that is far away. */
export function secondsLeft(touched: number, now: number): number | null {
  const left = Math.ceil((LIMIT_MS - (now - touched)) / 1000)
  return left > WARNED_SECONDS ? null : Math.max(0, left)
}

/** Watches hands. The server's own clock decides; this one only warns, and leaves when the time is over. */
export function useIdle(keep: () => void, leave: () => void): { left: Ref<number | null>; stay(): void } {
  const left = ref<number | null>(null)
  let touched = Date.now()
  let told = Date.now()

  function stay(): void {
    touched = told = Date.now()
    left.value = null
    keep()
  }
  function sign(): void {
    if (left.value !== null) return
    touched = Date.now()
    if (touched - told < TELL_MS) return
    told = touched
    keep()
  }
  function beat(): void {
    left.value = secondsLeft(touched, Date.now())
    if (left.value === 0) leave()
  }

  const beating = setInterval(beat, BEAT_MS)
  for (const name of SIGNS) addEventListener(name, sign, { passive: true, capture: true })
  onScopeDispose(() => {
    clearInterval(beating)
    for (const name of SIGNS) removeEventListener(name, sign, { capture: true })
  })
  return { left, stay }
}
