/** A dated membership of a deputy, as the record holds it. */
export interface Membership {
  in: string
  tier?: string
  of?: string
  area?: string
  term?: string
  role?: string
  start_date?: string
  end_date?: string
}

/** What the form asks of the mandate. */
export type Seat = Pick<Membership, 'tier' | 'term' | 'area' | 'end_date'>

const CONGRESS = 'congress'

/** The memberships of a record; none where it has none or holds something else. */
export function membershipsOf(thing: Record<string, unknown>): Membership[] {
  return Array.isArray(thing.memberships) ? (thing.memberships as Membership[]) : []
}

/** Where the mandate the form is about stands: the last one of a congress; -1 for none. */
function seatAt(all: readonly Membership[]): number {
  return all.findLastIndex((each) => each.in === CONGRESS)
}

/** The mandate the form is about, empty for somebody who has none yet. */
export function seatOf(thing: Record<string, unknown>): Seat {
  const all = membershipsOf(thing)
  return all[seatAt(all)] ?? {}
}

/** The memberships after the mandate was filled in; emptied words go, an emptied tier takes a mandate written by mistake away. */
export function seated(thing: Record<string, unknown>, seat: Seat): Membership[] {
  const all = membershipsOf(thing)
  const at = seatAt(all)
  const said = Object.fromEntries(Object.entries({ ...(all[at] ?? { in: CONGRESS }), ...seat }).filter(([, value]) => value)) as unknown as Membership
  const rest = all.filter((_, i) => i !== at)
  return said.tier ? rest.toSpliced(at < 0 ? rest.length : at, 0, said) : rest
}
