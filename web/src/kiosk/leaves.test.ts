import { expect, test } from 'vitest'
import { fits, leafOf, leavesIn } from './leaves'

test.each([
  ['empty', 0, 1000, 30, 1],
  ['exactly one', 1000, 1000, 30, 1],
  ['three columns of one leaf each', 3060, 1000, 30, 3],
  ['one column of two into the second leaf', 1515, 1000, 30, 2],
  ['rounding of a pixel is no leaf', 1004, 1000, 30, 1],
  ['not laid out yet', 500, 0, 30, 1],
])('leaves: %s', (_, flow, leaf, gap, leaves) => {
  expect(leavesIn(flow, leaf, gap)).toBe(leaves)
})

test.each([[0, 0], [515, 0], [1029.6, 1], [1030, 1], [1545, 1], [2060, 2]])('a block at %d is on leaf %d', (left, leaf) => {
  expect(leafOf(left, 1000, 30)).toBe(leaf)
})

test.each([[false, 1], [true, 1.3334]])('sizes to try (large %s) fall to what was asked for', (large, asked) => {
  const sizes = fits(large).map(({ text }) => text)
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  expect(sizes.at(-1)).toBe(asked)
})
