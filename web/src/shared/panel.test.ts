import { expect, test } from 'vitest'
import { diagonalOf, measure, pixelsPerMm } from './panel'
import type { Screen } from './wire'

test.each([
  ['21.5 inches upright', 1080, 1920, 21.5, 65],
  ['21.5 inches lying', 1920, 1080, 21.5, 65],
  ['32 inches', 1080, 1920, 32, 43],
  ['43 inches', 1080, 1920, 43, 32],
])('16 mm on %s', (_, width, height, diagonal, pixels) => {
  expect(Math.round(16 * pixelsPerMm(width, height, diagonal))).toBe(pixels)
})

const hall: Screen = {
  id: 'hall', name: '大厅', kind: 'kiosk', width: 1080, height: 1920, diagonal: 32, pitch: 0, mm_px: 2.7,
}

test.each([
  ['the address wins', '?screen=hall&diagonal=43', hall, 43],
  ['then the settings', '?screen=hall', hall, 32],
  ['then the usual panel', '', null, 21.5],
  ['settings without a diagonal', '', { ...hall, diagonal: 0 }, 21.5],
  ['nonsense in the address', '?diagonal=abc', hall, 32],
  ['a diagonal no panel has', '?diagonal=0.1', null, 21.5],
])('diagonal: %s', (_, query, screen, inches) => {
  expect(diagonalOf(query, screen)).toBe(inches)
})

test('the usual panel is drawn at its real size, both ways up', () => {
  const upright = measure(1080, 1920, 21.5)
  expect(upright.mm).toBeCloseTo(4.034, 2)
  expect(Math.round(upright.wide)).toBe(268)
  expect(upright.upright).toBe(true)
  expect(measure(1920, 1080, 21.5).upright).toBe(false)
})

test('a larger panel draws larger, and down to 16 inches nothing is below its real size', () => {
  expect(measure(1080, 1920, 43).mm).toBeGreaterThan(pixelsPerMm(1080, 1920, 43) * 1.4)
  for (const inches of [16.1, 18.5, 21.5, 24, 27, 32, 55]) {
    expect(measure(1080, 1920, inches).mm).toBeGreaterThanOrEqual(pixelsPerMm(1080, 1920, inches) * 0.999)
  }
})

test('a panel too small for the pages shows them whole', () => {
  expect(measure(800, 1280, 10.1).wide).toBeCloseTo(200, 6)
})
