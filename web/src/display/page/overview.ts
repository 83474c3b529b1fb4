import type { Board, Card, OverviewPage } from '../board'
import { el, vars } from '../dom'
import { portrait } from '../photo'
import { drawCode, moduleFor } from '../qr'
import { nameOf } from './name'
import { chip } from './tier'

/** Every deputy at once. The station's code takes the last two by two cells. */
export function overview(page: OverviewPage, board: Board): HTMLElement {
  const { cols, rows, name } = page.grid
  const cell = { width: board.screen.width / cols, height: (board.screen.height - board.screen.bar) / rows }
  const body = el('div', 'body overview', ...page.cards.map((card) => tile(card, cell.width, name)))
  vars(body, { cols: String(cols), rows: String(rows), name: `${name}px` })
  if (board.station.qr && cols > 1 && rows > 1) {
    const room = Math.min(2 * cell.width, 2 * cell.height - CAPTION) - GAP
    const code = drawCode(board.station.qr, moduleFor(board.station.qr, room))
    body.append(el('div', 'door', code, el('div', 'caption', '扫码找代表')))
  }
  return body
}

const CAPTION = 40 // px
const GAP = 8

function tile(card: Card, width: number, size: number): HTMLElement {
  const photo = portrait(card.thumb, card.name)
  photo.append(chip(card))
  return el('div', `tile ${card.tier}`, photo, nameOf(card.name, width - GAP, size))
}
