import type { Screen } from './wire'

/** A panel in the units people have: millimetres for sizes, and which way it stands. */
export interface Panel {
  mm: number // CSS pixels per millimetre of design
  wide: number // millimetres of design
  high: number
  upright: boolean
}

// The panel most terminals have, taken where nobody entered another: 21.5 inches.
const USUAL_DIAGONAL = 21.5
const MM_PER_INCH = 25.4
// The shorter side of that panel at 16:9. People step back from larger ones, so there sizes grow with the square root.
const USUAL_SHORT_MM = 268
const MOST_GROWTH = 1.8
// Pages need this much room. A panel below 16 inches has less: there all is drawn smaller rather than cut.
const LEAST_SHORT_MM = 200

/** CSS pixels per real millimetre of a panel that shows the page whole; diagonal in inches. */
export function pixelsPerMm(width: number, height: number, diagonal: number): number {
  return Math.hypot(width, height) / (diagonal * MM_PER_INCH)
}

/** The diagonal in inches: what the address says, else what the screen's settings say, else the usual one. */
export function diagonalOf(query: string, screen: Screen | null): number {
  const asked = Number(new URLSearchParams(query).get('diagonal'))
  if (asked >= 5 && asked <= 200) return asked
  if (screen && screen.diagonal >= 5) return screen.diagonal
  return USUAL_DIAGONAL
}

/** Measures a panel of so many CSS pixels; on 16 inches and more nothing drawn with its mm is below its real size. */
export function measure(width: number, height: number, diagonal: number): Panel {
  const real = pixelsPerMm(width, height, diagonal)
  const short = Math.min(width, height)
  const growth = Math.sqrt(short / real / USUAL_SHORT_MM)
  const mm = Math.min(short / LEAST_SHORT_MM, real * Math.min(MOST_GROWTH, Math.max(1, growth)))
  return { mm, wide: width / mm, high: height / mm, upright: height > width }
}
