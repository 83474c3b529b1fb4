/** How a board's pixels lie on the browser's: a factor and where the upper left corner goes, in device pixels. */
export interface Fit {
  scale: number
  x: number
  y: number
}

interface Box {
  width: number
  height: number
}

/** A screen that is off by no more than this is filled by scaling. */
const MISMATCH = 0.12

/**
 * Fits a board to the browser. Scaling blurs one-pixel strokes on LED, so it is kept for small mismatches and for
 * screens too small for the board. A much larger browser window is the sender of an LED wall, which takes the upper left
 * part pixel by pixel.
 */
export function fit(board: Box, browser: Box): Fit {
  const scale = Math.min(browser.width / board.width, browser.height / board.height)
  if (scale > 1 + MISMATCH) return { scale: 1, x: 0, y: 0 }
  return {
    scale,
    x: Math.round((browser.width - board.width * scale) / 2),
    y: Math.round((browser.height - board.height * scale) / 2),
  }
}

/**
 * Shifts the picture a few pixels, further every five minutes, so that no edge burns into a panel. It never goes down:
 * the last row of names ends where the panel does.
 */
export function orbit(minutes: number): { x: number; y: number } {
  const [x, y] = ORBIT[Math.floor(minutes / 5) % ORBIT.length] ?? [0, 0]
  return { x, y }
}

const ORBIT: readonly (readonly [number, number])[] = [
  [0, 0],
  [3, 0],
  [3, -3],
  [0, -3],
  [-3, -3],
  [-3, 0],
]
