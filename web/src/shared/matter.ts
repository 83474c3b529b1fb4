// What crosses the wire between a voter's page and the counter. The Go structs are the source; the tests hold these
// types against golden answers the Go tests wrote.

/** Where a matter stands. */
export type MatterState =
  | 'unverified'
  | 'registered'
  | 'accepted'
  | 'declined'
  | 'merged'
  | 'classified'
  | 'assigned'
  | 'sent_back'
  | 'handling'
  | 'redo'
  | 'replied'
  | 'fed_back'
  | 'rated'
  | 'closed'
  | 'archived'

/** The three faces. */
export type Satisfaction = 'satisfied' | 'basically_satisfied' | 'unsatisfied'

export interface MatterCategory {
  id: string
  label: string
  phrases: string[]
}

/** GET /api/v1/matter-options: what a voter may pick from, and the notice before personal data is taken. */
export interface MatterOptions {
  categories: MatterCategory[]
  villages: string[]
  roads: string[]
  notice: { version: string; text: string[]; keep: string }
  input: { handwriting: boolean; voice: boolean; phrases: boolean }
  printer: boolean
}

/** POST /api/v1/matters. A terminal sends client, anybody else started. */
export interface Submission {
  client?: string // 128 random bits in hex or a UUID; the same again is the same matter
  category: string
  title?: string
  words?: string
  village?: string
  place?: string
  deputies?: string[] // ids or short codes
  people?: number
  contact?: { name?: string; phone?: string } | null
  anonymous?: boolean
  confidential?: boolean
  consent: string // version of the notice
  photos?: string[] // ids of uploads
  voice?: string // id of an uploaded recording
  draft?: string // token
  started?: string // token of the form
  altcha?: string // solved challenge
}

/** What a receipt says; never the voter's name. */
export interface Slip {
  number: string
  code: string // 1234 5678 9012
  title: string
  received_at: string // RFC 3339
  station: string
  phone: string
  page: string
}

/** The answer to a submission: it is on disk. */
export interface AcceptedMatter {
  code: string // 12 digits
  id: string
  masked: string[] // kinds of numbers that were blanked: 身份证号, 银行卡号
  state: MatterState
  page: string
  receipt: Slip
}

export interface MatterStep {
  at: string // RFC 3339; '' for what is still to come
  title: string
  text: string
  done: boolean
}

export interface NextStep {
  label: string
  due: string
  days_left: number
  how: string // the counting in one sentence
  basis: string
}

/** The answer card. */
export interface ReplyCard {
  decided: string
  why_not: string
  next: string
  call: string
  class_label: string
  by: { unit: string; name: string; post: string; phone: string }
  at: string // date
  photos: string[]
}

/** GET /api/v1/matters/{code}; words only with ?words=1. */
export interface FollowedMatter {
  number: string
  title: string
  category: string
  state: MatterState
  label: string
  received_on: string
  words?: { texts: { on: string; text: string }[]; photos: string[]; voice: string }
  steps: MatterStep[]
  next: NextStep | null
  unit: string
  reply: ReplyCard | null
  rateable: boolean
  rating: Satisfaction | ''
  redo_possible: boolean
  merged_into?: string // number
  contact: { name: string; phone: string } | null // masked
  told: boolean // the voter's words are still kept
  retention: string
  page: string
}

/** A released matter: what was written for everybody. */
export interface ShownMatter {
  id: string
  number: string
  title: string
  text: string
  place: string
  category: string
  state: MatterState
  label: string
  unit: string
  accepted_on: string
  due_on: string
  days_left: number | null
  late: boolean
  result: string
  photos: string[]
  me_too: number
  closed_on: string
  satisfaction: Satisfaction | ''
}

/** GET /api/v1/matters: the promise counts all accepted matters, shown or not. */
export interface ShownMatterList {
  total: number
  items: ShownMatter[]
  promise: {
    open: number
    late: number
    solved_30: number
    units: { unit: string; open: number; late: number }[]
  }
}

/** POST /api/v1/uploads. */
export interface Upload {
  id: string
  thumb: string // '' for a recording
  place: { lat: number; lon: number } | null // the camera's, blurred; not kept
}

export type DraftFor = 'phone' | 'photos' | 'staff'

/** POST /api/v1/drafts. */
export interface DraftBeginning {
  client?: string
  category?: string
  title?: string
  place?: string
  village?: string
  words?: string
  deputies?: string[]
  for: DraftFor
}

export interface DraftBegun {
  token: string
  short: string
  client: string
  page: string // '' for staff
  qr: string // '' for staff
  expires: string
}

/** GET /api/v1/drafts/{token}; one that ran out is a 404. */
export interface Draft {
  state: 'open' | 'opened' | 'filled' | 'reading_back' | 'confirmed'
  for: DraftFor
  words: string
  title: string
  category: string // id
  village: string
  place: string
  people: number
  deputies: string[]
  photos: string[] // addresses of thumbs
  contact: { name: string; phone: string } | null // masked
  written_by: string
  expires: string
  code: string // once it became a matter
}

/** GET /api/v1/phrases. */
export interface Phrases {
  keys: string
  candidates: { text: string; keys: number }[]
}

/** POST /api/v1/handwriting. */
export interface Characters {
  candidates: string[]
}
