/** Who is signed in, and what the desk must know before it can draw anything. */
export interface First {
  station: { name: string }
  units: Unit[]
  deputies: Named[]
  templates: Template[]
  categories: Category[]
  grades: Choice[]
  states: Choice[]
  channels: Choice[]
  decline_reasons: (Choice & { advice: string })[]
  escalations: Choice[]
  reply_classes: Choice[]
  villages: string[]
  consent: string
  today: string
  policy: { security: string; printer: boolean }
  county?: boolean // this desk stands at a county
  scope?: string // branch of the tree this person works in
  scopes?: Branch[] // branches to choose from, the widest first
}

/** A branch of the tree and the name of the box that stands at it. */
export interface Branch { scope: string; name: string }

export interface Named { id: string; name: string }
export interface Choice { id: string; label: string }
export interface Category extends Choice { topic: string; phrases: string[] }

export interface Unit {
  id: string
  name: string
  short?: string
  credit_code?: string
  phone?: string
  head?: string
  order?: number
}

export interface Template { id: string; step: string; title: string; text: string; order?: number }

export type Light = 'green' | 'yellow' | 'red'

/** The deadline that ends first. */
export interface Due {
  step: string
  label: string
  due: string
  days_left: number
  light: Light
  how: string
  basis: string
}

/** One matter as a line of a table. */
export interface Row {
  id: string
  branch?: string // of the tree, where the desk keeps several stations' matters
  site?: string // name of its station
  number: string
  title: string
  category: string
  category_label: string
  state: string
  label: string
  grade: string
  channel: string
  village: string
  place: string
  unit: string
  received_on: string
  due: Due | null
  supervised: boolean
  urges: number
  escalated: boolean
  public: 'none' | 'draft' | 'shown'
  satisfaction: string
  people: number
  me_too: number
  unapplied: number
  revision: string
  deputies: Named[]
  written_by: string
}

export interface Rows {
  total: number
  items: Row[]
  facets: Record<string, Record<string, number>>
}

export interface Today {
  due: Row[]
  overdue: Row[]
  new: Row[]
  unverified: Row[]
  drafts: Draft[]
  reception: ReceptionDay | null
  rechecks: Row[]
  public_waiting: Row[]
}

export interface ReceptionDay {
  rule: string
  title: string
  date: string
  start: string
  end: string
  place: string
  deputies: Named[]
  session?: string
}

export type DraftState = 'open' | 'opened' | 'reading_back' | 'confirmed' | 'gone'

/** A matter begun at the kiosk that asks for somebody to write. */
export interface Draft {
  token: string
  state: DraftState
  began: string
  ends: string
  screen: string
  officer: string
  mine?: boolean
  text: DraftText
  code?: string
  /** The matter it became. */
  matter?: string
}

export interface DraftText {
  category: string
  title?: string
  words?: string
  village?: string
  place?: string
  deputies?: string[]
  people?: number
  name?: string
  phone?: string
  photos?: string[]
}

export interface Contact {
  name?: string
  phone?: string
  sex?: string
  age_band?: string
  address?: string
  masked?: boolean
}

export interface Line {
  event: string
  type: string
  at: string
  title: string
  text: string
  by: string
  note: string
  applied: boolean
  why: string
  /** It did not fit, and somebody noted what becomes of it. */
  decided?: boolean
}

export interface Deadline {
  step: string
  label: string
  from: string
  due: string
  done?: string
  basis: string
  how: string
}

export interface Told { title?: string; place?: string; words?: string; photos?: string[]; voice?: string; at: string }

export interface PublicText { title: string; text: string; place?: string; result?: string; photos?: string[] }

export interface Signer { unit?: string; name: string; post?: string; phone?: string }

export interface Reply {
  class: string
  form: string
  decided: string
  why_not?: string
  next?: string
  call?: string
  by: Signer
  meeting?: string
  photos?: string[]
  at?: string
}

/** The matter itself, without what is personal. */
export interface Matter {
  id: string
  lead_unit?: string
  co_units?: string[]
  opinion?: string
  people?: number
  anonymous?: boolean
  confidential?: boolean
  replies?: Reply[]
  letters?: { number: string; to: string; reply_by: string; problems: string; demands: string; reply?: string }[]
  escalations?: { to: string; text: string; at: string; answer?: string }[]
  pauses?: { from: string; to?: string; why: string }[]
  public: { draft?: PublicText; draft_by?: { name?: string }; released?: boolean; shown?: PublicText }
  merged_into?: string
  merged_from?: string[]
  suggestion?: string
}

export interface Detail {
  row: Row
  matter: Matter
  words: Told[]
  elsewhere?: string // the voter's words and contact are at the station; says so
  contact: Contact | null
  timeline: Line[]
  deadlines: Deadline[]
  may: string[]
  similar: Row[]
  /** The steps this person may not take but may propose. */
  propose: string[]
  proposals: Proposal[]
}

/** A step somebody proposed, and nobody decided yet. */
export interface Proposal { for: string; data?: Record<string, unknown>; why: string; text: string; by: string; at: string }

/** What became of one matter of a bulk action. */
export interface BulkResult { id: string; ok: boolean; detail?: string }

/** One sitting of the reception register. */
export interface Session {
  id: string
  number?: string
  date: string
  start?: string
  end?: string
  place?: string
  deputies?: string[]
  staff?: string[]
  units?: string[]
  notice?: string
  visitors?: number
  note?: string
  lines?: Row[]
}

/** One deputy's suggestion as a line of its register. */
export interface SuggestionRow {
  id: string
  number: string
  title: string
  kind: string
  kind_label: string
  flow: string
  flow_label: string
  state: string
  label: string
  deputy: string // name
  unit: string // name of the lead unit
  submitted_on: string
  due: Due | null
  key: boolean
  excellent: boolean
  supervised: boolean
  public: 'none' | 'draft' | 'shown'
  revision: string
}

/** One deputy's suggestion, whole. */
export interface SuggestionDetail {
  row: SuggestionRow
  sheet: { body?: string; category?: string; congress?: string }
  co_signers: Named[]
  timeline: Line[]
  deadlines: Deadline[]
  may: string[]
  replies: { class: string; number?: string; text: string; signer: string; on?: string }[]
  matters: Named[]
  /** What spoke against the step just taken, in sentences. */
  warnings?: { code: string; sentence: string }[]
}

/** A suggestion as it is handed in. */
export interface NewSuggestion {
  client: string
  title: string
  body: string
  category?: string
  congress?: string
  kind: string
  tier: string
  sitting: boolean
  deputy: string
  co_signers: string[]
  publish: boolean
  secret: boolean
}

/** What the server says by itself. */
export type LiveNews =
  | { type: 'changed'; n: number; version: string; kinds: string[]; ids: string[] }
  | { type: 'ring'; n: number; version: string; what: 'matter' | 'draft'; id: string }
