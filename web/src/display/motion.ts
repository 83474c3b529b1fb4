import { FADE } from './layers'
import { pause } from './dom'

/** A screen that paints fewer frames a second than this fades in steps one can see; it does better without. */
const SMOOTH = 20
const PATIENCE = 3

/** Counts frames, and decides from them whether this box should fade at all. */
export class Motion {
  private slow = 0
  private frames = 60
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)')

  get fades(): boolean {
    return !this.calm.matches && this.slow < PATIENCE
  }

  /** Frames a second of the last fade. */
  get rate(): number {
    return this.frames
  }

  /** Counts while a fade runs. Three slow ones in a row end fading until the page is loaded again. */
  async watch(): Promise<void> {
    const count = await framesIn(FADE)
    this.frames = Math.min(60, Math.round((count * 1000) / FADE))
    this.slow = this.frames < SMOOTH ? this.slow + 1 : 0
  }

  /** Whether the browser paints at all; a hidden or hung one does not. */
  async alive(): Promise<boolean> {
    return Promise.race([framesIn(1).then(() => true), pause(1000).then(() => false)])
  }
}

function framesIn(ms: number): Promise<number> {
  return new Promise((resolve) => {
    let count = 0
    const began = performance.now()
    const next = (): void => {
      count++
      if (performance.now() - began >= ms) resolve(count)
      else requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
}
