import { expect, test } from 'vitest'
import { GAP_MM, LEAST_TYPE_MM, shelve, TYPE_MM } from './candidates'

const words = ['自来水停了', '自来水', '自来', ...'字子紫姊资缁梓仔籽滋兹']

test('every candidate stands once, in order, and no row is wider than the room', () => {
  for (const room of [60, 100, 206, 400]) {
    const pages = shelve(words, room, 2)
    expect(pages.flat(2).map((chip) => chip.index)).toEqual(words.map((_, index) => index))
    for (const row of pages.flat()) {
      expect(row.reduce((sum, chip) => sum + chip.wide + GAP_MM, -GAP_MM)).toBeLessThanOrEqual(room)
      expect(row.every((chip) => chip.wide >= 16 && chip.type === TYPE_MM)).toBe(true)
    }
    expect(pages.every((page) => page.length <= 2)).toBe(true)
  }
})

test('a long sentence fills its row in smaller letters', () => {
  const [page] = shelve(['字'.repeat(30), '字'.repeat(64), '字'], 206, 1)
  expect(page?.[0]?.[0]).toEqual({ index: 0, wide: 206, type: 6.6 })
  const longest = shelve(['字'.repeat(64)], 206, 1)[0]?.[0]?.[0]
  expect(longest).toEqual({ index: 0, wide: 206, type: LEAST_TYPE_MM })
})

test('no candidates, no pages', () => {
  expect(shelve([], 206, 2)).toEqual([])
})
