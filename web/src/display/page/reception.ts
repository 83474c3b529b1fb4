import type { Board, ReceptionItem, ReceptionPage } from '../board'
import { hour, monthDay, weekday } from '../clock'
import { el, vars } from '../dom'
import { portrait } from '../photo'
import { drawCode, moduleFor } from '../qr'
import { chip } from './tier'

const CODE = 0.36

/** Who receives voters, where and when. */
export function reception(page: ReceptionPage, board: Board): HTMLElement {
  const lunar = page.lunar && ` 农历${page.lunar}`
  const day = el('div', 'day', el('b', '', monthDay(page.date)), ` ${weekday(page.weekday)}${lunar}`)
  const body = el('div', 'body reception', day, el('div', 'items', ...page.items.map(row)))
  const most = Math.max(1, ...page.items.map((item) => item.deputies.length))
  vars(body, { rows: String(page.items.length), face: `${faceWidth(board.screen, page.items.length, most)}px` })
  if (board.station.qr) {
    const room = CODE * Math.min(board.screen.width, board.screen.height - board.screen.bar)
    const code = drawCode(board.station.qr, moduleFor(board.station.qr, room))
    body.append(el('div', 'door', code, el('div', 'caption', '扫码看接待安排')))
  }
  return body
}

/** The width of a face in pixels: up to four stand in a row, beside the words or, on a tall screen, under them. */
export function faceWidth(screen: { width: number; height: number }, rows: number, most: number): number {
  const u = Math.min(screen.width, screen.height) / 100
  const room = screen.height > screen.width ? 0.9 * screen.width : Math.min(0.4 * screen.width, 80 * u)
  return Math.round(Math.max(60, Math.min((28 * u) / rows, room / Math.min(4, most) - 2 * u)))
}

function row(item: ReceptionItem): HTMLElement {
  const who = el('div', 'guests')
  for (const card of item.deputies) {
    const photo = portrait(card.thumb, card.name)
    photo.append(chip(card))
    who.append(el('div', `guest ${card.tier}`, photo, el('div', 'name', card.name)))
  }
  if (item.count > item.deputies.length) who.append(el('div', 'more', `等 ${item.count} 位代表`))
  const words = el('div', 'words', el('div', 'when', span(item.start, item.end)), el('div', 'where', item.place || item.station))
  if (item.note) words.append(el('div', 'note', item.note))
  return el('div', 'item', words, who)
}

/** Words a span of time without saying the part of the day twice: 上午8:30—10:30. */
export function span(start: string, end: string): string {
  const [from, to] = [hour(start), hour(end)]
  return from.slice(0, 2) === to.slice(0, 2) ? `${from}—${to.slice(2)}` : `${from}—${to}`
}
