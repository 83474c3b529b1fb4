import type { Board } from '../board'
import { el, vars } from '../dom'
import { drawCode, side } from '../qr'

const BARS = ['#fff', '#ff0', '#0ff', '#0f0', '#f0f', '#f00', '#00f', '#000']
const SIZES = [16, 20, 24, 28, 32, 40, 48, 64]
const MODULES = [2, 3, 4, 5, 6]

/** A character is read in comfort at a metre for each 8 mm of its height. */
const MM_PER_METRE = 8

/** Rulers, colours, type sizes and codes for whoever sets up the screen. */
export function testCard(board: Board): HTMLElement {
  const { width, height, id, mm } = board.screen
  const sizes = SIZES.filter((size) => size * 16 < height)
  const body = el(
    'div',
    'body testcard',
    ruler('across', width),
    ruler('down', height),
    el('div', 'facts', `${width}×${height} · /display/${id} · ${innerWidth}×${innerHeight} × ${devicePixelRatio}`),
    el('div', 'bars', ...BARS.map(tinted)),
    el('div', 'hairs', el('i', 'rows'), el('i', 'cols'), el('i', 'check')),
    el('div', 'sizes', ...sizes.map((size) => sample(size, mm))),
  )
  const code = board.station.qr
  if (code) {
    const ladder = MODULES.filter((module) => module * side(code) < Math.min(width, height) / 4)
    body.append(el('div', 'ladder', ...ladder.map((m) => el('div', '', drawCode(code, m), `${m} 像素`))))
  }
  return body
}

/** A mark at every tenth pixel, a longer one and a number at every hundredth. */
function ruler(className: string, length: number): HTMLElement {
  const scale = el('div', `ruler ${className}`)
  for (let at = 100; at < length; at += 100) {
    const number = el('span', '', String(at))
    vars(number, { at: `${at}px` })
    scale.append(number)
  }
  return scale
}

function sample(size: number, mm: number): HTMLElement {
  const reach = mm > 0 ? ` ${Math.round((size * mm) / MM_PER_METRE)} 米内看得清` : ''
  const line = el('div', '', `${size} 像素 人大代表${reach}`)
  line.style.fontSize = `${size}px`
  return line
}

function tinted(colour: string): HTMLElement {
  const element = el('div', '')
  element.style.background = colour
  return element
}
