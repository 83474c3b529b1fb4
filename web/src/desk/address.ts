export type Query = Record<string, string | number | undefined>

/** The address of a path of the desk's API, or of a whole path; empty values of the query are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') asked.set(name, String(value))
  }
  const whole = path.startsWith('/') ? path : `/api/v1/desk/${path}`
  return `${whole}${asked.size > 0 ? `?${asked}` : ''}`
}

export const fileAddress = (hash: string): string => addressOf(`files/${hash}`)
export const smallAddress = (hash: string): string => addressOf(`files/${hash}`, { size: 'small' })
export const exportAddress = (query: Query, columns: string[]): string =>
  addressOf('matters.csv', { ...query, limit: undefined, offset: undefined, columns: columns.join(',') })
export const printAddress = (form: string, id: string, kind: 'pdf' | 'html' = 'pdf', query: Query = {}): string =>
  addressOf(`print/${form}/${encodeURIComponent(id)}.${kind}`, query)
