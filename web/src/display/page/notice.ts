import type { NoticePage } from '../board'
import { monthDay } from '../clock'
import { el, vars } from '../dom'
import { portrait } from '../photo'

/** A part of a notice, to be read in passing. */
export function notice(page: NoticePage): HTMLElement {
  const signed = [page.source, page.date && monthDay(page.date)].filter(Boolean).join('  ')
  const text = el(
    'div',
    'text',
    el('h1', '', ...page.headline.map((line) => el('span', '', line))),
    ...page.lines.map((line) => el('p', '', line)),
    el('p', 'signed', signed),
  )
  vars(text, { rows: String(1.4 * page.headline.length + 1.5 * page.lines.length + 1.6) })
  const body = el('div', 'body notice', text)
  if (page.photo) body.append(portrait(page.photo, ''))
  return body
}
