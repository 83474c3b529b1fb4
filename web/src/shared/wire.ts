// What crosses the wire between the station's server and its pages. The Go structs are the source; the tests hold
// these types against golden answers the Go tests wrote.

/** The level of the congress a deputy sits in. */
export type Tier = 'national' | 'provincial' | 'prefecture' | 'county' | 'township'

/** How far the server believes its own clock. */
export type Trust = 'untrusted' | 'rtc' | 'ntp' | 'county' | 'manual'

/** One answer of a list address; total counts what the query matches, items may be a part of it. */
export interface List<T> {
  total: number
  items: T[]
}

/** The server's clock at the moment it answered. */
export interface ServerTime {
  now: string // RFC 3339 with the station's own offset
  trust: Trust
  lunar: string // 十月十三
}

export interface Neighbour {
  id: string
  code: string
  name: string
  kind: string
  address: string
  phone: string
  deputies: number
}

export interface Group {
  id: string
  name: string
  kind: string
  topic: string
  deputies: number
}

export interface Station {
  id: string
  code: string
  name: string
  kind: string
  area_code: string
  address: string
  phone: string
  hours: string
  intro: string
  brand: string
  photo: string
  villages: string[]
  tier_labels: Record<Tier, string>
  counts: { deputies: number; by_tier: Partial<Record<Tier, number>> }
  declared_deputies: number | null
  stations: Neighbour[]
  groups: Group[]
  page: string
  time: ServerTime
  version: string
}

export interface DeputyItem {
  id: string
  name: string
  tiers: Tier[]
  posts: string[]
  group: string
  station: string
  photo: string
  thumb: string
  code: string
  areas: string[]
  initial: string
  villages: string[]
}

export interface Membership {
  in: string
  tier: Tier | ''
  label: string
  name: string
  area: string
  term: string
  role: string
  start_date: string
  end_date: string
}

/** One entry of a deputy's duty record. */
export interface Duty {
  activity: string
  date: string
  title: string
  type: string
  label: string
  place: string
  note: string
}

export interface DeputySuggestion {
  id: string
  title: string
  submitted_on: string
  lead_unit: string
  reply_class: string
}

export interface Deputy extends DeputyItem {
  commitment: string
  strengths: string
  phone: string
  station_phone: string
  memberships: Membership[]
  receptions: Reception[]
  duties: Duty[]
  suggestions: DeputySuggestion[]
  page: string
}

export interface Face {
  id: string
  name: string
  thumb: string
  code: string
}

/** One reception day of one rule. */
export interface Reception {
  date: string
  weekday: number // ISO: 1 Monday … 7 Sunday
  lunar: string
  start: string
  end: string
  place: string
  station: string
  title: string
  rule: string
  moved_from: string
  tentative: boolean // the year's days off are not announced yet
  deputies: Face[]
}

export interface Named {
  id: string
  name: string
}

export interface Activity {
  id: string
  number: string
  title: string
  type: string
  label: string
  date: string
  start: string
  end: string
  place: string
  convener: string
  content: string
  outcome: string
  people: number
  photos: string[]
  deputies: Named[]
}

export interface ProjectNode {
  name: string
  planned?: string | undefined
  actual?: string | undefined
}

export interface Project {
  id: string
  year: number
  number: number
  name: string
  description: string
  target: string
  investment: string
  duty_unit: string
  duty_person: string
  due_on: string
  progress: number
  status: string
  overdue: boolean
  nodes: ProjectNode[]
  photos: string[]
}

export interface Suggestion {
  id: string
  number: string
  congress: string
  title: string
  body: string
  category: string
  lead_deputy: Named
  lead_unit: string
  submitted_on: string
  due_on: string
  replied_on: string
  reply: string
  reply_class: string
}

export type ArticleKind = 'news' | 'notice' | 'law' | 'rule'

export interface Article {
  id: string
  kind: ArticleKind
  title: string
  body: string
  source: string
  published_on: string
  photo: string
}

export interface Letter {
  letter: string
  count: number
}

export interface Place {
  kind: 'village' | 'station' | 'area'
  id: string
  name: string
  count: number
}

/** A panel and what it measures: diagonal in inches, pitch and mm_px in millimetres a pixel; 0 is unknown. */
export interface Screen {
  id: string
  name: string
  kind: string
  width: number
  height: number
  diagonal: number
  pitch: number
  mm_px: number
}

/** RFC 9457 answer of every failing address. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: string
}

/** How much there is of each kind; what has none gets no tile. */
export interface Shelves {
  activities: number
  projects: number
  suggestions: number
  news: number
  notice: number
  law: number
  rule: number
}

/** What the kiosk's HTML carries, so that the first screen needs no question. */
export interface KioskFirst {
  station: Station
  screen: Screen | null
  receptions: Reception[]
  shelves?: Shelves
  n?: number // the store's number all of this was read at
  version: string
}

/** The least every message of a screen's socket says: its kind, the store's number, the build that speaks. */
export interface LiveMessage {
  type: string
  n: number
  version: string
}

/** Names what changed; the page reads again what it shows. */
export interface ChangedMessage extends LiveMessage {
  type: 'changed'
  kinds: string[]
}
