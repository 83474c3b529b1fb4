/** How a writing pad lies in its room; millimetres. */
export interface PadRoom {
  side: number // of the square one writes in
  beside: boolean // candidates stand beside the square, not above it
  doubled: boolean // and in two rows, larger
}

const LARGEST = 140
const SMALLEST = 90
const BESIDE_FROM = 300 // what is wide is seldom high
const CANDIDATES = 23 // their row above the square, with its gap
const DOUBLED_FROM = 118 // three rows of keys and two of candidates
const KEYS_WIDE = 103 // five keys of 17 with their gaps, and the gap to the square

/** The largest pad for a room of so many millimetres; 140 where it fits, never below 90. */
export function padRoom(wide: number, high: number): PadRoom {
  const beside = wide >= BESIDE_FROM
  const room = Math.min(wide - KEYS_WIDE, beside ? high : high - CANDIDATES)
  const side = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room)))
  return { side, beside, doubled: beside && side >= DOUBLED_FROM }
}
