// What crosses the wire to the cockpit; the Go side is station/figure, held together by golden JSON.

/** One number with everything needed to believe it. */
export interface Figure {
  key: string
  group: string
  label: string
  value: number
  unit: string
  kind: 'count' | 'share' | 'mean' // of a mean, value is the average already
  of?: number // 0 where there was nothing to count
  of_label?: string
  rate?: number
  rate_label?: string
  sum?: number // of a mean: what was averaged, added up
  declared?: number
  mismatch?: boolean
  definition: string
  parts?: Part[]
  rows: number
}

/** The part of what no unit has yet. */
export const NOBODY = '-'

export interface Part {
  key: string
  label: string
  value: number
  unit?: string
  of?: number
  rate?: number
  declared?: number
  mismatch?: boolean
}

export interface Series {
  key: string
  label: string
  unit: string
  values: number[]
}

export interface Value {
  value: number
  of?: number
  rate?: number
}

/** One branch under the one asked for. */
export interface Place {
  scope: string
  name: string
  own?: boolean
  values: Record<string, Value>
}

export interface Mismatch {
  scope: string
  name: string
  figure: string
  part?: string
  what: string
  declared: number
  counted: number
}

export type NodeState = 'waiting' | 'online' | 'offline' | 'silent' | 'old' | 'revoked' | 'relayed' // demo boxes are only counted

export interface Missing {
  id: string
  name: string
  scope: string
  state: NodeState
  version?: string
  last_seen?: string
  outdated?: boolean // runs another version than the county
}

/** Everything counted for one branch and one stretch of days. */
export interface Board {
  as_of: string
  scope: string
  name: string
  from: string
  to: string
  groups: { key: string; label: string }[]
  figures: Figure[]
  trend: { months: string[]; series: Series[] }
  places: Place[]
  mismatches: Mismatch[]
  boxes: { value: number; of: number }
  missing: Missing[]
  demo?: number // boxes of invented towns, which never call
}

/** One record behind a number. */
export interface Item {
  kind: string
  id: string
  scope: string
  place: string
  date?: string
  line: string
  amount: number
  hit: boolean
  part?: string
}

export interface List {
  as_of: string
  figure: Figure
  part?: string
  total: number
  items: Item[]
}
