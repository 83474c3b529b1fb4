import type { PromiseItem, PromisePage, UnitPromise } from '../board'
import { el, vars } from '../dom'

/** The reply promise clock: how many wait, who is late, and the days each has left. */
export function promise(page: PromisePage): HTMLElement {
  const body = el('div', 'body pledge', figures(page), ...page.items.map(row))
  vars(body, { rows: String(Math.max(page.items.length, 1)) })
  return body
}

function figures(page: PromisePage): HTMLElement {
  const late = figure(page.late, '件超期')
  if (page.late > 0) late.classList.add('late')
  return el(
    'div',
    'figures',
    figure(page.open, '件正在办'),
    late,
    figure(page.solved, '件近30天办结'),
    el('div', 'units', ...page.units.map(overdue)),
  )
}

function figure(count: number, words: string): HTMLElement {
  return el('div', 'figure', el('b', '', String(count)), words)
}

function overdue(unit: UnitPromise): HTMLElement {
  return el('span', '', `${unit.unit} 超期${unit.late}件`)
}

function row(item: PromiseItem): HTMLElement {
  const left = el('b', item.days < 0 ? 'late' : '', daysLeft(item.days))
  return el('div', 'case', el('span', 'number', item.number), el('span', 'title', item.title), el('span', 'unit', item.unit || '待交办'), left)
}

/** What a day count says to somebody passing by. */
export function daysLeft(days: number): string {
  if (days < 0) return `超期${-days}天`
  return days === 0 ? '今天到期' : `还有${days}天`
}
