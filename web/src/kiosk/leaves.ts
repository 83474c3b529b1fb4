/** How many leaves a flow of columns fills: its whole width over the width of one leaf, gaps counted. */
export function leavesIn(flowWidth: number, leafWidth: number, gap: number): number {
  if (leafWidth <= 0) return 1
  return Math.max(1, Math.ceil((flowWidth + gap) / (leafWidth + gap) - 0.01))
}

/** The leaf a block at so many pixels from the start of the flow stands on. */
export function leafOf(left: number, leafWidth: number, gap: number): number {
  return leafWidth <= 0 ? 0 : Math.floor((left + 1) / (leafWidth + gap))
}

/** How large the letters of a leaf are, against the kiosk's own sizes. */
export interface Fit {
  text: number
  heading: number
}

const LARGE: Fit = { text: 1.3334, heading: 1.15 }

/** The sizes to try, largest first; the last is what the visitor asked for and never gets less of. */
export function fits(large: boolean): Fit[] {
  const asked = large ? LARGE : { text: 1, heading: 1 }
  const growth = large ? [1.2, 1.1, 1] : [1.6, 1.45, 1.3, 1.15, 1]
  return growth.map((more) => ({ text: asked.text * more, heading: asked.heading * Math.min(more, 1.25) }))
}
