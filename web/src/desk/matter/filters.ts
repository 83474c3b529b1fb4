/** What of the matters is asked for. Every filter is a word in the address, so that a view can be sent to somebody. */
export interface Filters {
  q: string
  state: string[]
  category: string[]
  unit: string[]
  channel: string[]
  grade: string[]
  site: string[]
  due: string
  public: string
  from: string
  to: string
  sort: string
  page: number
}

const LISTS = ['state', 'category', 'unit', 'channel', 'grade', 'site'] as const
const WORDS = ['q', 'due', 'public', 'from', 'to', 'sort'] as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function noFilters(): Filters {
  return { q: '', state: [], category: [], unit: [], channel: [], grade: [], site: [], due: '', public: '', from: '', to: '', sort: '', page: 1 }
}

/** Reads filters from the words of an address; what makes no sense is left out. */
export function filtersOf(query: Record<string, string>): Filters {
  const filters = noFilters()
  for (const name of LISTS) filters[name] = (query[name] ?? '').split(',').filter((word) => word !== '')
  for (const name of WORDS) filters[name] = query[name] ?? ''
  for (const name of ['from', 'to'] as const) if (!DAY.test(filters[name])) filters[name] = ''
  filters.page = Math.max(1, Math.trunc(Number(query.page)) || 1)
  return filters
}

/** Writes filters as words of an address; empty ones are left out. */
export function queryOf(filters: Filters): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of LISTS) if (filters[name].length > 0) query[name] = filters[name].join(',')
  for (const name of WORDS) if (filters[name] !== '') query[name] = filters[name]
  if (filters.page > 1) query.page = String(filters.page)
  return query
}

/** What the server is asked for a page of so many rows. */
export function askedOf(filters: Filters, size: number): Record<string, string | number> {
  const { page, ...words } = queryOf(filters)
  return { ...words, limit: size, offset: (Math.max(1, Number(page) || 1) - 1) * size }
}

/** One filter in force, as a chip that can be taken away. */
export interface Chip { name: keyof Filters; value: string }

/** The filters in force, one by one. The order of the rows and the leaf are not filters. */
export function chipsOf(filters: Filters): Chip[] {
  const lists = LISTS.flatMap((name) => filters[name].map((value) => ({ name, value })))
  const words = WORDS.filter((name) => name !== 'sort' && filters[name] !== '').map((name) => ({ name, value: filters[name] }))
  return [...words, ...lists]
}

/** The filters without one of them, back on the first leaf. */
export function without(filters: Filters, { name, value }: Chip): Filters {
  const rest = { ...filters, page: 1 }
  if (name === 'page') return rest
  const before = filters[name]
  return Array.isArray(before) ? { ...rest, [name]: before.filter((one) => one !== value) } : { ...rest, [name]: '' }
}

/** Turns the order by a column round: down, up, none. */
export function turnSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`
  return sort === `-${column}` ? '' : column
}
