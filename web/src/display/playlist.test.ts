import { describe, expect, it } from 'vitest'
import type { Page, ReceptionItem } from './board'
import { after, follow, identity, onAir } from './playlist'

const faces = (title: string, part?: string): Page => ({
  kind: 'faces',
  dwell: 12,
  title,
  grid: { cols: 6, rows: 3, name: 48, photo_width: 1, photo_height: 1, module: 4, place: 'beside', lines: 1, label: 24 },
  cards: [],
  ...(part ? { part } : {}),
})

const reception = (date: string, ...ends: string[]): Page => ({
  kind: 'reception',
  dwell: 12,
  title: '今日接待',
  date,
  weekday: 3,
  lunar: '十月初十',
  items: ends.map(
    (end): ReceptionItem => ({ start: '09:00', end, title: '', place: '', station: '', deputies: [], count: 0 }),
  ),
})

const pages = [faces('市人大代表'), faces('镇人大代表', '1/2'), faces('镇人大代表', '2/2'), reception('2026-11-18', '11:00')]

describe('which page comes next', () => {
  it.each([
    [0, 1],
    [1, 2],
    [3, 0],
  ])('after page %i comes %i', (shown, next) => {
    expect(after(pages, identity(pages[shown] as Page), shown)).toBe(next)
  })

  it('goes on in the place of a page that has gone', () => {
    expect(after(pages, 'spotlight d7', 2)).toBe(2)
    expect(after(pages, 'spotlight d7', 9)).toBe(3)
    expect(after([], 'spotlight d7', 2)).toBe(0)
  })

  it('finds the page shown wherever it moved', () => {
    const moved = [faces('省人大代表'), ...pages]
    expect(follow(moved, identity(pages[1] as Page), 1)).toBe(2)
  })
})

describe('what is still true without a server', () => {
  it.each([
    ['2026-11-17', '23:59', 4],
    ['2026-11-18', '10:59', 4],
    ['2026-11-18', '11:00', 3],
    ['2026-11-19', '00:00', 3],
  ])('at %s %s there are %i pages', (day, time, count) => {
    expect(onAir(pages, { day, time })).toHaveLength(count)
  })

  it('keeps a day until its last reception is over', () => {
    expect(onAir([reception('2026-11-18', '11:00', '17:00')], { day: '2026-11-18', time: '12:00' })).toHaveLength(1)
  })
})
