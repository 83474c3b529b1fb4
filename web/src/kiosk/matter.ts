import type { Named } from '../shared/wire'

/** What a voter may pick from, and what they are told before they say who they are. */
export interface Options {
  categories: Category[]
  villages: string[]
  roads: string[]
  notice: { version: string; text: string[]; keep: string }
  input: { handwriting: boolean; voice: boolean; phrases: boolean }
  printer: boolean
}

export interface Category {
  id: string
  label: string
  phrases: string[]
}

/** A matter as the kiosk hands it in. */
export interface Submission {
  client: string // 128 bits in hex: the same again is the same matter
  category: string
  words: string
  village: string
  place: string
  deputies: string[]
  contact: Contact | null
  anonymous: boolean
  confidential: boolean
  consent: string
  photos: string[] // upload ids
  voice: string // upload id
}

export interface Contact {
  name: string
  phone: string
}

/** The answer to a submission that is on disk. */
export interface Accepted {
  code: string
  id: string
  masked: string[] // kinds of numbers that were blanked
  state: string
  page: string
  receipt: { number: string; code: string; title: string; received_at: string; station: string; phone: string; page: string }
}

/** Where a matter begun here goes on. */
export interface Begun {
  token: string
  short: string
  page: string
  qr: string
  expires: string
}

/** How far a draft is, as the kiosk may know it. */
export interface DraftState {
  state: 'open' | 'opened' | 'filled' | 'reading_back' | 'confirmed' | 'gone'
  words: string
  title: string
  category: string
  village: string
  place: string
  photos: string[] // addresses of thumbs
  contact: Contact | null
  written_by: string
  code: string
}

/** What a voter sees of their matter by its query code. */
export interface Followed {
  number: string
  title: string
  category: string
  state: string
  label: string
  received_on: string
  steps: { at: string; title: string; text: string; done: boolean }[]
  next: Owed | null
  unit: string
  reply: Reply | null
  rateable: boolean
  rating: Face | ''
  redo_possible: boolean
  merged_into?: string
  contact: Contact | null
  told: boolean
  retention: string
  page: string
}

/** What somebody owes the voter next; how says in a sentence how the day was counted. */
export interface Owed {
  label: string
  due: string
  days_left: number
  how: string
  basis: string
}

/** The answer card. */
export interface Reply {
  decided: string
  why_not: string
  next: string
  call: string
  class_label: string
  by: { unit: string; name: string; post: string; phone: string }
  at: string
  photos: string[]
}

export type Face = 'satisfied' | 'basically_satisfied' | 'unsatisfied'

/** A matter everybody may see. */
export interface Voice {
  id: string
  number: string
  title: string
  text: string
  place: string
  category: string
  label: string
  unit: string
  days_left: number | null
  late: boolean
  result: string
  photos: string[]
  me_too: number
  closed_on: string
  satisfaction: Face | ''
}

/** The public list and the promise clock over all accepted matters. */
export interface Voices {
  total: number
  items: Voice[]
  promise: { open: number; late: number; solved_30: number; units: { unit: string; open: number; late: number }[] }
}

/** Who a matter is for. */
export type Addressee = Pick<Named, 'id' | 'name'>
