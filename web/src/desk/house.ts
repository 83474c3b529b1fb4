/** How long somebody has for a step, and where that is written. */
export interface Term { n: number; unit: 'business_days' | 'calendar_days' | 'months'; basis: string }

/** What the station decides for itself within the law; what is absent is as shipped. */
export interface Policy {
  security?: 'asvs' | 'dengbao2'
  terms?: Record<string, Term>
  mask_after_days?: number
  erase_after_days?: number
  printer?: string
  slip_width?: number
  notice?: string
}

/** The policy, and the steps it sets terms for with the term in force. */
export interface PolicyPage { policy: Policy; mask_days: number; erase_days: number; steps: { step: string; label: string; term: Term; own: boolean }[]; base: string }

/** One line of the audit. */
export interface Entry {
  seq: number
  at: string
  actor: string
  name?: string
  what: string
  kind: string
  id?: string
  detail?: string
  address?: string
  missed?: number
  hash: string
}

/** One year's public holidays and make-up working days, by the State Council's notice. */
export interface Holidays { year: number; off: string[]; working: string[]; basis?: string }

/** A running deadline that a table of holidays moves. */
export interface HolidayShift { id: string; number: string; title: string; label: string; from: string; to: string }
