import type { Board, FaceCard, FaceGrid, FacesPage } from '../board'
import { el, vars } from '../dom'
import { portrait } from '../photo'
import { drawCode } from '../qr'
import { nameOf } from './name'
import { chip } from './tier'

/** Thumbnails are this high; a larger photo is drawn from the original. */
const THUMB = 240

/** The line height of the small print, in ems. */
const LABEL_LINE = 1.35

/** What a card keeps free on its sides, in pixels. */
const MARGIN = 8

/** Up to two dozen deputies with post and code. */
export function faces(page: FacesPage, board: Board): HTMLElement {
  const grid = page.grid
  const body = el('div', `body faces ${grid.place}`, ...page.cards.map((card) => face(card, grid, board.screen.width)))
  vars(body, {
    cols: String(grid.cols),
    rows: String(grid.rows),
    name: `${grid.name}px`,
    label: `${grid.label}px`,
    lines: String(grid.lines),
    post: `${Math.ceil(grid.lines * grid.label * LABEL_LINE)}px`,
    'photo-width': `${grid.photo_width}px`,
    'photo-height': `${grid.photo_height}px`,
  })
  return body
}

function face(card: FaceCard, grid: FaceGrid, screen: number): HTMLElement {
  const cell = Math.floor(screen / grid.cols) - MARGIN
  const width = grid.place === 'aside' ? cell - grid.photo_width - MARGIN : cell
  const photo = portrait(grid.photo_height > THUMB ? card.photo || card.thumb : card.thumb || card.photo, card.name)
  photo.append(chip(card))
  const element = el('div', `face ${card.tier}`, photo, nameOf(card.name, width, grid.name))
  if (grid.lines > 0) element.append(el('div', 'post', card.post || card.label))
  if (card.qr && grid.module > 0) element.append(drawCode(card.qr, grid.module))
  return element
}
