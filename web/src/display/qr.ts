import type { QR } from './board'
import { el } from './dom'

/** Light modules around a code (ISO/IEC 18004 section 5.3.8). */
export const QUIET = 4

const LIGHT = '#fff9ef'
const DARK = '#1f1b16'

/** The modules of a code, row by row; true is dark. */
export function modules(code: QR): boolean[] {
  const bytes = atob(code.bits)
  return Array.from({ length: code.size * code.size }, (_, at) => {
    return ((bytes.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1) === 1
  })
}

/** The side of a code with its quiet zone, in modules. */
export function side(code: QR): number {
  return code.size + 2 * QUIET
}

/** The largest whole pixels per module with which a code fits a square. */
export function moduleFor(code: QR, room: number): number {
  return Math.max(1, Math.floor(room / side(code)))
}

/** Draws a code with whole pixels a module, so that no edge is blurred on an LED wall. */
export function drawCode(code: QR, module: number): HTMLCanvasElement {
  const canvas = el('canvas', 'code')
  canvas.width = canvas.height = side(code) * module
  canvas.style.width = canvas.style.height = `${canvas.width}px`
  const ink = canvas.getContext('2d', { alpha: false })
  if (!ink) return canvas
  ink.fillStyle = LIGHT
  ink.fillRect(0, 0, canvas.width, canvas.height)
  ink.fillStyle = DARK
  modules(code).forEach((dark, at) => {
    if (!dark) return
    const x = (at % code.size) + QUIET
    const y = Math.floor(at / code.size) + QUIET
    ink.fillRect(x * module, y * module, module, module)
  })
  return canvas
}
