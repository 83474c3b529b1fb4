import { expect, test } from 'vitest'
import { idleAt, median, patience, withGap, type Stay } from './idle'

const quick = [1, 2, 2, 3]
const slow = [9, 12, 10, 2]

test.each<[string, Stay, number[], number]>([
  ['home', 'home', [], 60],
  ['reading', 'reading', quick, 90],
  ['form', 'form', quick, 120],
  ['slow hands at home', 'home', slow, 90],
  ['slow hands reading', 'reading', slow, 135],
  ['slow hands in a form', 'form', slow, 180],
  ['two taps are no rhythm yet', 'home', [20, 20], 60],
  ['exactly eight seconds is not slow', 'home', [8, 8, 8], 60],
])('patience: %s', (_, stay, gaps, seconds) => {
  expect(patience(stay, gaps)).toBe(seconds)
})

test.each([
  [[], 0],
  [[7], 7],
  [[9, 1, 5], 5],
  [[4, 1, 9, 6], 5],
])('median of %j is %d', (numbers, middle) => {
  expect(median(numbers)).toBe(middle)
})

test.each([
  [0, 60, { phase: 'using' }],
  [39.4, 60, { phase: 'using' }],
  [40, 60, { phase: 'asking', left: 20 }],
  [59.2, 60, { phase: 'asking', left: 1 }],
  [60, 60, { phase: 'over' }],
  [9000, 60, { phase: 'over' }],
])('after %d of %d seconds', (seconds, limit, idle) => {
  expect(idleAt(seconds, limit)).toEqual(idle)
})

test('only the latest rhythm counts', () => {
  let gaps: number[] = []
  for (let i = 0; i < 40; i++) gaps = withGap(gaps, i)
  expect(gaps).toHaveLength(15)
  expect(gaps.at(-1)).toBe(39)
})
