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

/** The tiers of congress, the lowest first. */
export const TIERS = ['township', 'county', 'prefecture', 'provincial', 'national'] as const

const CONGRESS = 'congress'

/** The memberships of a record; none where it has none or holds something else. */
function membershipsOf(thing: Record<string, unknown>): Membership[] {
  return Array.isArray(thing.memberships) ? (thing.memberships as Membership[]) : []
}

/** The mandates of a deputy, past ones too; an empty one to fill in for somebody who has none yet. */
export function mandatesOf(thing: Record<string, unknown>): Membership[] {
  const held = membershipsOf(thing).filter((each) => each.in === CONGRESS)
  return held.length > 0 ? held : [newMandate()]
}

/** A mandate nobody has filled in. */
export const newMandate = (): Membership => ({ in: CONGRESS })

/** Whether a mandate says nothing at all. */
const blank = (mandate: Membership): boolean => Object.values(said(mandate)).length === 1

/** Whether every mandate that says something says of which congress. */
export function named(mandates: readonly Membership[]): boolean {
  return mandates.every((mandate) => blank(mandate) || mandate.tier)
}

/** The memberships of a record with these mandates; nothing when they are as they were. Groups and stations stay. */
export function membershipsWith(thing: Record<string, unknown>, mandates: readonly Membership[]): { memberships?: Membership[] } {
  const held = membershipsOf(thing)
  const kept = mandates.filter((mandate) => !blank(mandate)).map(said)
  if (JSON.stringify(kept) === JSON.stringify(held.filter((each) => each.in === CONGRESS))) return {}
  return { memberships: [...kept, ...held.filter((each) => each.in !== CONGRESS)] }
}

/** A mandate without its emptied words. */
function said(mandate: Membership): Membership {
  return Object.fromEntries(Object.entries(mandate).map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value)) as unknown as Membership
}
