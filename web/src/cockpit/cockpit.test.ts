import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lengths, partBars, placeBars } from './bars'
import { monthName, trendDrawing, type Ink } from './chart/drawing'
import { comparable, figureOf, grouped, tilesOf } from './headline'
import { drawn, momentText, numberText, rateText, unitText, valueText } from './number'
import { daysOf, nameOf, periodOf, todayIn } from './period'
import type { Board, Figure, List } from './wire'

const board = JSON.parse(readFileSync('../county/testdata/cockpit.json', 'utf8')) as Board
const list = JSON.parse(readFileSync('../county/testdata/list.json', 'utf8')) as List
function counted(key: string): Figure {
  const found = figureOf(board, key)
  if (!found) throw new Error(`${key} is not counted`)
  return found
}

const ink: Ink = { text: '#fff', accent: '#ff0', line: '#333', size: 16, family: 'sans' }

describe('what the county counts', () => {
  it('shows the figures offices report, in their order', () => {
    expect(tilesOf(board).map((tile) => tile.figure.key).slice(0, 4)).toEqual(['received', 'visits', 'activities', 'news'])
    expect(tilesOf(board).find((tile) => tile.figure.key === 'handled')?.byRate).toBe(true)
  })

  it('reads a rate first only where there is something to divide by', () => {
    const bare = { ...board, figures: board.figures.map((one) => (one.key === 'handled' ? { ...one, rate: undefined } : one)) }
    expect(tilesOf(bare as Board).find((tile) => tile.figure.key === 'handled')?.byRate).toBe(false)
  })

  it('puts every figure under its group', () => {
    expect(grouped(board).flatMap((group) => group.figures)).toHaveLength(board.figures.length)
  })

  it('compares places by what is counted for them', () => {
    expect(comparable(board).length).toBeGreaterThan(5)
    const bars = placeBars(board.places, counted('received'))
    expect(bars.map((bar) => bar.value)).toEqual([...bars.map((bar) => bar.value)].sort((a, b) => b - a))
  })

  it('names the records behind a number', () => {
    expect(list.items.filter((item) => item.hit).reduce((sum, item) => sum + item.amount, 0)).toBe(list.figure.value)
  })
})

describe('what is drawn', () => {
  it('draws twelve months and names the year where it turns', () => {
    const series = { key: 'visits', label: '走访', unit: '次', values: [1] }
    const drawing = trendDrawing(series, board.trend.months, ink)
    expect(drawing.xAxis).toMatchObject({ data: board.trend.months.map((month) => month.endsWith('-01') ? `1月\n${month.slice(2, 4)}年` : monthName(month)) })
    expect([monthName('2026-01'), monthName('2026-11')]).toEqual(['2026年1月', '11月'])
  })

  it('draws bars against the largest, and shares against a hundred', () => {
    const bars = [9, 3].map((value) => ({ key: '', name: '', value, text: '' }))
    expect(lengths(bars, false).map(Math.round)).toEqual([100, 33])
    expect(lengths(bars, true)).toEqual([9, 3])
    expect(lengths([], false)).toEqual([])
  })

  it('leads from a bar to the place below, and nowhere from the place itself', () => {
    const bars = placeBars(board.places, counted('handled'))
    expect(bars.map((bar) => bar.still)).toEqual(bars.map((bar) => bar.key === board.scope))
    expect(bars.every((bar) => bar.text.endsWith('%'))).toBe(true)
  })

  it('draws overdue units in the colour of alarm', () => {
    expect(partBars(counted('overdue'), true).every((bar) => bar.alert)).toBe(true)
  })

  it('draws a share in percent and a count as it is', () => {
    expect(drawn({ value: 1, of: 3, rate: 1 / 3 }, 'share')).toBe(33.3)
    expect(drawn({ value: 4 }, 'count')).toBe(4)
    expect(drawn(undefined, 'mean')).toBe(0)
  })
})

describe('numbers and days', () => {
  it('says numbers as people read them', () => {
    expect(numberText(2007)).toBe('2,007')
    const progress = { ...counted('progress'), value: 85.12, of: 26 }
    expect([valueText(progress), unitText(progress)]).toEqual(['85%', ''])
    expect(valueText({ ...progress, of: 0 })).toBe('—')
    expect(rateText(0.18)).toBe('18%')
    expect(rateText(undefined)).toBeNull()
  })

  it('says a moment, and nothing for a time nobody has', () => {
    expect(momentText('2026-11-22T05:05:00Z')).toBe('11月22日 13:05')
    expect(momentText('0001-01-01T00:00:00Z')).toBe('')
  })

  it.each([
    ['month', '2026-11-01', '2026-11-22'], ['year', '2026-01-01', '2026-11-22'],
    ['last', '2025-01-01', '2025-12-31'], ['months', '2025-12-01', '2026-11-22'],
  ] as const)('knows %s', (name, from, to) => {
    expect(periodOf(name, '2026-11-22')).toEqual({ from, to })
    expect(nameOf({ from, to }, '2026-11-22')).toBe(name)
  })

  it('knows the last day of a month', () => {
    expect(['2026-02', '2028-02', '2026-12'].map((month) => daysOf(month).to)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31'])
  })

  it('begins twelve months in January when December ends them', () => {
    expect(periodOf('months', '2026-12-05').from).toBe('2026-01-01')
  })

  it('knows the day in the stations\' zone', () => {
    expect(todayIn(new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22')
  })
})
