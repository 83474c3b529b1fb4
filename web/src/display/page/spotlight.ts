import type { Board, SpotlightPage } from '../board'
import { el } from '../dom'
import { portrait } from '../photo'
import { drawCode, moduleFor } from '../qr'
import { chip } from './tier'

/** The part of the shorter side a code takes; at a tenth of the distance phones still read it. */
const CODE = 0.36

/** One deputy, large. */
export function spotlight(page: SpotlightPage, board: Board): HTMLElement {
  const card = page.card
  const { width, height, bar } = board.screen
  const head = el(
    'div',
    'who',
    el('div', 'great', card.name),
    el('div', 'tier', chip(card), card.label),
    el('div', 'post', card.post),
    el('div', 'site', card.station),
  )
  const body = el('div', 'body spotlight', portrait(card.photo || card.thumb, card.name), head)
  if (card.qr) {
    const code = drawCode(card.qr, moduleFor(card.qr, CODE * Math.min(width, height - bar)))
    body.append(el('div', 'door', code, el('div', 'caption', '扫码联系代表')))
  }
  const words = el('div', 'promise', ...card.lines.map((line) => el('p', '', line)))
  if (card.reception) words.append(el('p', 'next', `接待时间：${card.reception}`))
  if (words.childElementCount > 0) body.append(words)
  return body
}
