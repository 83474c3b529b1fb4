// What the server sends a wall. The Go structs of package display are the source; board.test.ts holds these types
// against the board the Go tests wrote.
import type { LiveMessage, Tier, Trust } from '../shared/wire'

export interface Board {
  screen: Panel
  station: Host
  date: string
  weekday: number // ISO: 1 Monday … 7 Sunday
  lunar: string
  trust: Trust
  tiers: TierCount[]
  pages: Page[]
}

/** The screen the board was laid out for, in its own pixels. */
export interface Panel {
  id: string
  name: string
  width: number
  height: number
  bar: number
  mm: number // millimetres a pixel; 0 when nobody has said
  test_card: boolean
}

export interface Host {
  name: string
  page: string
  qr?: QR
}

/** A code as bits: rows from the top, most significant bit first, not padded; 1 is dark. */
export interface QR {
  size: number
  bits: string
}

export interface TierCount {
  tier: Tier
  label: string
  count: number
}

interface Head<Kind extends string> {
  kind: Kind
  dwell: number // seconds
  title: string
  part?: string // "2/5"
}

export interface Grid {
  cols: number
  rows: number
  name: number // px
}

export interface FaceGrid extends Grid {
  photo_width: number
  photo_height: number
  module: number // px of the code; 0 where there is no room for one
  place: 'under' | 'beside' | 'aside'
  lines: number
  label: number
}

export interface Card {
  id: string
  name: string
  tier: Tier
  label: string
  thumb: string
  number: number
}

export interface FaceCard extends Card {
  post: string
  photo: string
  qr?: QR
}

export interface SpotlightCard extends FaceCard {
  station: string
  lines: string[]
  reception: string
  reception_on: string
}

export interface ReceptionItem {
  start: string
  end: string
  title: string
  place: string
  station: string
  note?: string
  deputies: Card[]
  count: number
}

export interface ProjectItem {
  id: string
  number: number
  name: string
  unit: string
  due: string
  progress: number
  status: string
  overdue: boolean
}

export interface UnitPromise {
  unit: string
  open: number
  late: number
}

export interface PromiseItem {
  number: string
  title: string
  unit: string
  days: number // left; negative when late
}

export interface OverviewPage extends Head<'overview'> {
  grid: Grid
  cards: Card[]
}

export interface FacesPage extends Head<'faces'> {
  grid: FaceGrid
  cards: FaceCard[]
}

export interface SpotlightPage extends Head<'spotlight'> {
  card: SpotlightCard
}

export interface ReceptionPage extends Head<'reception'> {
  date: string
  weekday: number
  lunar: string
  items: ReceptionItem[]
}

export interface ProjectsPage extends Head<'projects'> {
  items: ProjectItem[]
}

export interface NoticePage extends Head<'notice'> {
  headline: string[]
  lines: string[]
  source: string
  date: string
  photo: string
}

export interface PromisePage extends Head<'promise'> {
  open: number
  late: number
  solved: number
  units: UnitPromise[]
  items: PromiseItem[]
}

export interface SolvedPage extends Head<'solved'> {
  headline: string[]
  lines: string[]
  place: string
  unit: string
  date: string
  days: number
  rating: string
  photo: string
}

export type TestCardPage = Head<'test_card'>

export type Page =
  | OverviewPage
  | FacesPage
  | SpotlightPage
  | ReceptionPage
  | ProjectsPage
  | NoticePage
  | PromisePage
  | SolvedPage
  | TestCardPage

/** A whole board, by socket or inside the page's HTML. */
export interface BoardMessage extends LiveMessage {
  type: 'board'
  board: Board
}

/** What a page without a screen id is served with: the screens there are. */
export interface ScreenList {
  total: number
  items: { id: string; name: string; kind: string; width: number; height: number }[]
}
