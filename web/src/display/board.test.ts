import { describe, expect, it } from 'vitest'
import golden from '../../../display/testdata/board.golden.json'
import type { Board, Page } from './board'

type Fields<T> = Record<keyof Required<T>, true>

// TypeScript makes each of these list exactly the fields of its type; the tests hold them against what Go writes.
const head = { kind: true, dwell: true, title: true, part: true } as const
const pages: { [Kind in Page['kind']]: Fields<Extract<Page, { kind: Kind }>> } = {
  overview: { ...head, grid: true, cards: true },
  faces: { ...head, grid: true, cards: true },
  spotlight: { ...head, card: true },
  reception: { ...head, date: true, weekday: true, lunar: true, items: true },
  projects: { ...head, items: true },
  notice: { ...head, headline: true, lines: true, source: true, date: true, photo: true },
  promise: { ...head, open: true, late: true, solved: true, units: true, items: true },
  solved: {
    ...{ ...head, headline: true, lines: true, place: true, unit: true, date: true, days: true },
    ...{ rating: true, photo: true },
  },
  test_card: head,
}
const board: Fields<Board> = {
  screen: true,
  station: true,
  date: true,
  weekday: true,
  lunar: true,
  trust: true,
  tiers: true,
  pages: true,
}

type Part<Kind extends Page['kind'], Field extends string> = Extract<Page, { kind: Kind }> extends Record<Field, infer T> ? T : never
type Item<T> = T extends (infer One)[] ? One : never
const parts: {
  tile: Fields<Item<Part<'overview', 'cards'>>>
  face: Fields<Item<Part<'faces', 'cards'>>>
  light: Fields<Part<'spotlight', 'card'>>
  grid: Fields<Part<'faces', 'grid'>>
  project: Fields<Item<Part<'projects', 'items'>>>
  reception: Fields<Item<Part<'reception', 'items'>>>
  promise: Fields<Item<Part<'promise', 'items'>>>
  unit: Fields<Item<Part<'promise', 'units'>>>
} = {
  tile: { id: true, name: true, tier: true, label: true, thumb: true, number: true },
  face: { id: true, name: true, tier: true, label: true, thumb: true, number: true, post: true, photo: true, qr: true },
  light: {
    ...{ id: true, name: true, tier: true, label: true, thumb: true, number: true, post: true, photo: true, qr: true },
    ...{ station: true, lines: true, reception: true, reception_on: true },
  },
  grid: {
    ...{ cols: true, rows: true, name: true, photo_width: true, photo_height: true },
    ...{ module: true, place: true, lines: true, label: true },
  },
  project: { id: true, number: true, name: true, unit: true, due: true, progress: true, status: true, overdue: true },
  reception: {
    ...{ start: true, end: true, title: true, place: true, station: true },
    ...{ note: true, deputies: true, count: true },
  },
  promise: { number: true, title: true, unit: true, days: true },
  unit: { unit: true, open: true, late: true },
}

// Fields Go leaves out when they are empty.
const optional = ['part', 'qr', 'note']

function expectFields(found: object, known: object): void {
  const needed = Object.keys(known).filter((field) => !optional.includes(field))
  expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(found)))
  expect(Object.keys(found)).toEqual(expect.arrayContaining(needed))
}

describe('the board Go writes', () => {
  it('has the fields the pages know', () => {
    expectFields(golden, board)
    for (const page of golden.pages) expectFields(page, pages[page.kind as Page['kind']])
  })

  it('shows every kind of page but the test card', () => {
    const kinds = new Set(golden.pages.map((page) => page.kind))
    expect([...kinds].sort()).toEqual(Object.keys(pages).filter((kind) => kind !== 'test_card').sort())
  })

  it('has the fields of cards and rows', () => {
    for (const page of golden.pages) {
      if (page.kind === 'overview') page.cards?.forEach((card) => expectFields(card, parts.tile))
      if (page.kind === 'faces') page.cards?.forEach((card) => expectFields(card, parts.face))
      if (page.kind === 'faces' && page.grid) expectFields(page.grid, parts.grid)
      if (page.card) expectFields(page.card, parts.light)
      const row = { projects: parts.project, promise: parts.promise }[page.kind] ?? parts.reception
      page.items?.forEach((item) => expectFields(item, row))
      page.units?.forEach((unit) => expectFields(unit, parts.unit))
    }
  })
})
