import { expect, test } from 'vitest'
import { padRoom } from './padRoom'

test.each<[string, number, number, number, boolean, boolean]>([
  ['upright 21.5 inches', 252, 250, 140, false, false],
  ['lying 21.5 inches', 460, 150, 140, true, true],
  ['lying, under a tall question', 460, 118, 118, true, true],
  ['lying, and low', 460, 100, 100, true, false],
  ['upright, in the lower half', 252, 140, 117, false, false],
  ['a narrow panel', 205, 250, 102, false, false],
  ['no room at all', 120, 60, 90, false, false],
])('%s', (_, wide, high, side, beside, doubled) => {
  expect(padRoom(wide, high)).toEqual({ side, beside, doubled })
})
