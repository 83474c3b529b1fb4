import type { SolvedPage } from '../board'
import { monthDay } from '../clock'
import { el, vars } from '../dom'
import { portrait } from '../photo'

/** Something people asked for, and that it was done. */
export function solved(page: SolvedPage): HTMLElement {
  const deed = [page.place, page.unit, `${monthDay(page.date)}答复，用了${page.days}天`].filter(Boolean).join('　')
  const text = el(
    'div',
    'text',
    el('h1', '', ...page.headline.map((line) => el('span', '', line))),
    ...page.lines.map((line) => el('p', '', line)),
    el('p', 'deed', deed),
  )
  if (page.rating) text.append(el('p', 'verdict', '群众评价：', el('b', '', page.rating)))
  vars(text, { rows: String(1.4 * page.headline.length + 1.5 * page.lines.length + 3.2) })
  const body = el('div', 'body solved', text)
  if (page.photo) body.append(portrait(page.photo, ''))
  return body
}
