/** Where the visitor is, as far as patience goes. */
export type Stay = 'home' | 'reading' | 'form' | 'waiting' | 'held'

/** What the idle clock says: in use, about to end with so many whole seconds left, or over. */
export type Idle = { phase: 'using' } | { phase: 'asking'; left: number } | { phase: 'over' }

/** The last seconds, in which the page asks whether anybody is still there. */
export const ASKING_SECONDS = 20

// Who waits for an officer to come has nothing to touch; who speaks, or is written for, is not disturbed at all.
const patienceOf: Record<Stay, number> = { home: 60, reading: 90, form: 120, waiting: 240, held: Infinity }
const SLOW_GAP_SECONDS = 8
const SLOW_FACTOR = 1.5
const MOST_SECONDS = 240
const GAPS_KEPT = 15
const GAPS_NEEDED = 3

/** Seconds without a touch before the visit ends. Fixed limits throw out the old: who taps slowly gets half more. */
export function patience(stay: Stay, gaps: readonly number[]): number {
  const slow = gaps.length >= GAPS_NEEDED && median(gaps) > SLOW_GAP_SECONDS
  if (stay === 'held') return Infinity
  return Math.min(MOST_SECONDS, patienceOf[stay] * (slow ? SLOW_FACTOR : 1))
}

/** The middle of some numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Reads the idle clock, in seconds since the last touch. */
export function idleAt(seconds: number, limit: number): Idle {
  const left = Math.ceil(limit - seconds)
  if (left <= 0) return { phase: 'over' }
  return left <= ASKING_SECONDS ? { phase: 'asking', left } : { phase: 'using' }
}

/** Adds the pause before a touch to the visitor's rhythm, keeping the latest. */
export function withGap(gaps: readonly number[], seconds: number): number[] {
  return [...gaps, seconds].slice(-GAPS_KEPT)
}
