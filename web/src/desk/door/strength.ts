/** How good a password is, in a word; what the server refuses for good is told by the server. */
export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'good'

const LEAST = 12
const GOOD = 16
const FEWEST_DIFFERENT = 5
const ENOUGH_DIFFERENT = 8

/** Judges length and variety: long and easy to remember beats short and crooked. */
export function strengthOf(password: string): Strength {
  const length = [...password].length
  const different = new Set(password.toLowerCase()).size
  if (length === 0) return 'none'
  if (length < LEAST) return 'short'
  if (different < FEWEST_DIFFERENT || isRun(password)) return 'weak'
  return length >= GOOD && different >= ENOUGH_DIFFERENT ? 'good' : 'fair'
}

// A run along the keyboard or the digits: most characters are next to the one before.
function isRun(password: string): boolean {
  const codes = [...password].map((letter) => letter.codePointAt(0) ?? 0)
  const steady = codes.filter((code, at) => Math.abs(code - (codes[at - 1] ?? -9)) <= 1).length
  return steady >= codes.length * 0.75
}
