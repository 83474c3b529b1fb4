import type { Board, ProjectItem, ProjectsPage } from '../board'
import { el, vars } from '../dom'

/** The year's livelihood projects and how far each has come. */
export function projects(page: ProjectsPage, board: Board): HTMLElement {
  const table = columns(page.items, board.screen.width, (board.screen.height - board.screen.bar) / page.items.length)
  const body = el('div', 'body projects', ...page.items.map((item) => row(item, table)))
  vars(body, {
    rows: String(page.items.length),
    size: `${table.size}px`,
    columns: table.widths.map((em) => (em > 0 ? `${em}em` : '1fr')).join(' '),
  })
  return body
}

/** The columns of the table in ems, 0 for the bar that takes what is left, and the em in pixels. */
export interface Columns {
  size: number
  wide: boolean // unit and time limit have a place
  widths: number[]
}

const NUMBER = 2
const STATE = 3.6
const TRACK = 5 // at least
const GAPS = 6.5 // all of them, and the margins
const FLOOR = 32 // px of a sentence

/** Sets the table as large as its rows and its longest texts allow; a narrow screen drops unit and time limit. */
export function columns(items: readonly ProjectItem[], width: number, rowHeight: number): Columns {
  const longest = (text: (item: ProjectItem) => string): number => Math.max(...items.map((item) => ems(text(item))))
  const core = [NUMBER, longest((item) => item.name)]
  const more = [longest((item) => item.unit), longest((item) => limit(item))]
  const size = (widths: number[]): number =>
    Math.floor(Math.min(rowHeight * 0.4, width / (sum(widths) + STATE + TRACK + GAPS)))
  const wide = size([...core, ...more]) >= FLOOR
  const widths = wide ? [...core, ...more] : core
  return { size: Math.max(FLOOR, size(widths)), wide, widths: [...widths, 0, STATE] }
}

/** The width of a text in ems; two letters or digits take the room of one character. */
function ems(text: string): number {
  return [...text].reduce((width, c) => width + (c.charCodeAt(0) < 128 ? 0.6 : 1), 0)
}

function sum(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0)
}

function limit(item: ProjectItem): string {
  return item.due && `${item.due}前`
}

function row(item: ProjectItem, table: Columns): HTMLElement {
  const filled = el('i', '')
  filled.style.width = `${item.progress}%`
  const state = item.overdue ? el('b', 'late', '已逾期') : el('b', '', item.progress >= 100 ? '已完成' : `${item.progress}%`)
  const more = table.wide ? [el('span', 'unit', item.unit), el('span', 'due', limit(item))] : []
  return el(
    'div',
    'project',
    el('span', 'number', String(item.number || '')),
    el('span', 'title', item.name),
    ...more,
    el('span', 'track', filled),
    state,
  )
}
