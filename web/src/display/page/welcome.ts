import type { Board, ScreenList } from '../board'
import { el } from '../dom'
import { drawCode, moduleFor } from '../qr'

/** A station that has nothing to show yet still says whose wall this is. */
export function welcome(board: Board): HTMLElement {
  const body = el('div', 'body welcome', el('div', 'great', board.station.name))
  body.append(el('p', '', '全过程人民民主在身边'))
  if (board.station.qr) {
    const room = 0.3 * Math.min(board.screen.width, board.screen.height)
    body.append(drawCode(board.station.qr, moduleFor(board.station.qr, room)))
  }
  return body
}

const MOST_LISTED = 8

/** A browser that does not know which screen it is tells the technician what to do. */
export function unpaired(list: ScreenList): HTMLElement {
  const walls = list.items.filter((screen) => screen.kind === 'wall').slice(0, MOST_LISTED)
  const links = walls.map((screen) => {
    const link = el('a', '', el('b', '', screen.name || screen.id), ` /display/${screen.id}`)
    link.href = `/display/${screen.id}`
    if (screen.width && screen.height) link.append(` ${screen.width}×${screen.height}`)
    return link
  })
  const advice =
    walls.length > 0 ? '选一块屏幕，或者在地址后面加上屏幕编号：' : '还没有登记屏幕。在地址后面加上一个编号就能用，例如：'
  if (links.length === 0) links.push(Object.assign(el('a', '', '/display/hall'), { href: '/display/hall' }))
  return el('main', 'unpaired', el('h1', '', '这是哪一块屏幕？'), el('p', '', advice), ...links)
}
