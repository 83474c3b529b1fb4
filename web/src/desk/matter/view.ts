/** The columns a person wants to see, in their order, and how many rows. Nothing in it says anything about anybody. */
export interface View {
  columns: string[]
  size: number
}

/** Every column, in the order of the form. That of the station is for desks that keep several stations' matters. */
export const COLUMNS = [
  'number', 'title', 'site', 'label', 'due', 'category', 'grade', 'village', 'place', 'unit', 'received_on', 'channel', 'deputies',
  'people', 'me_too', 'public', 'satisfaction', 'written_by',
] as const
export type Column = (typeof COLUMNS)[number]

export const SIZES = [20, 50, 100]

const USUAL: View = {
  columns: ['number', 'title', 'site', 'label', 'due', 'category', 'village', 'unit', 'received_on', 'channel', 'public', 'satisfaction'],
  size: 20,
}
const KEY = 'desk.view'

/** Makes a view out of whatever was kept: columns of older builds are dropped, the title always stays. */
export function viewOf(kept: unknown): View {
  const { columns, size } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<View>
  const known = Array.isArray(columns) ? [...new Set(columns)].filter((name) => COLUMNS.includes(name as Column)) : []
  if (known.length === 0) known.push(...USUAL.columns)
  if (!known.includes('title')) known.unshift('title')
  return { columns: known, size: typeof size === 'number' && SIZES.includes(size) ? size : USUAL.size }
}

export function readView(store: Pick<Storage, 'getItem'> = localStorage): View {
  try {
    return viewOf(JSON.parse(store.getItem(KEY) ?? 'null'))
  } catch {
    return viewOf(null)
  }
}

export function keepView(view: View, store: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    store.setItem(KEY, JSON.stringify(view))
  } catch {
    // A browser without room for it forgets the view; nothing else is lost.
  }
}

/** The columns a desk has: without the tree there is one station, and nothing to say of it. */
export function columnsOf(columns: readonly string[], tree: boolean): string[] {
  return columns.filter((name) => tree || name !== 'site')
}

/** Shows or hides a column; a column shown again takes its usual place. */
export function toggle(columns: string[], name: string): string[] {
  if (name === 'title') return columns
  if (columns.includes(name)) return columns.filter((one) => one !== name)
  const before = COLUMNS.slice(0, COLUMNS.indexOf(name as Column))
  const at = columns.findLastIndex((one) => before.includes(one as Column))
  return columns.toSpliced(at + 1, 0, name)
}

/** Moves a column by so many places. */
export function shift(columns: string[], name: string, by: number): string[] {
  const at = columns.indexOf(name)
  const to = at + by
  if (at < 0 || to < 0 || to >= columns.length) return columns
  return columns.toSpliced(at, 1).toSpliced(to, 0, name)
}
