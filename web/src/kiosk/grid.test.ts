import { expect, test } from 'vitest'
import { FACES_A_PAGE, faceGrid, homeLayout, tileGrid, tileShape, tileSpans } from './grid'

const upright = { wide: 248, high: 300 }
const lying = { wide: 456, high: 180 }
const lower = { wide: 248, high: 160 }

test.each([
  ['six upright', 6, upright, { columns: 2, rows: 4 }],
  ['eight lying', 8, lying, { columns: 3, rows: 3 }],
  ['six lying', 6, lying, { columns: 4, rows: 2 }],
  ['eight in the lower half', 8, lower, { columns: 3, rows: 3 }],
  ['one', 1, upright, { columns: 1, rows: 1 }],
])('home tiles: %s', (_, tiles, room, grid) => {
  expect(tileGrid(tiles, room, 5)).toEqual(grid)
})

test('no tile is smaller than 60 × 45 mm where the room allows it', () => {
  for (const room of [upright, lying, lower]) {
    for (let tiles = 1; tiles <= 8; tiles++) {
      const { columns, rows } = tileGrid(tiles, room, 5)
      expect((room.wide - 5 * (columns - 1)) / columns).toBeGreaterThanOrEqual(60)
      expect((room.high - 5 * (rows - 1)) / rows).toBeGreaterThanOrEqual(45)
    }
  }
})

test('spans leave no hole and never leave a row', () => {
  for (let columns = 2; columns <= 4; columns++) {
    for (let tiles = 1; tiles <= 8; tiles++) {
      const spans = tileSpans(tiles, columns)
      expect(spans).toHaveLength(tiles)
      let filled = 0
      for (const span of spans) {
        expect(span).toBeLessThanOrEqual(columns)
        expect((filled % columns) + span).toBeLessThanOrEqual(columns)
        filled += span
      }
      expect(filled % columns).toBe(0)
    }
  }
})

test('a few faces get the room of many', () => {
  expect(faceGrid({ wide: 248, high: 320 }, { wide: 36, high: 56 }, 4, 1)).toEqual({ columns: 1, rows: 1 })
  expect(faceGrid({ wide: 248, high: 320 }, { wide: 36, high: 56 }, 4, 3)).toEqual({ columns: 2, rows: 2 })
  expect(faceGrid({ wide: 456, high: 150 }, { wide: 36, high: 56 }, 4, 3)).toEqual({ columns: 3, rows: 1 })
})

test.each([
  ['upright', { wide: 248, high: 320 }, { columns: 4, rows: 3 }],
  ['lying', { wide: 456, high: 150 }, { columns: 6, rows: 2 }],
  ['lower half', { wide: 248, high: 140 }, { columns: 6, rows: 2 }],
  ['too small for any card', { wide: 10, high: 10 }, { columns: 1, rows: 1 }],
])('faces: %s', (_, room, grid) => {
  const found = faceGrid(room, { wide: 36, high: 56 }, 4)
  expect(found).toEqual(grid)
  expect(found.columns * found.rows).toBeLessThanOrEqual(FACES_A_PAGE)
})

test.each([
  ['upright', { wide: 120, high: 90 }, false, 'tall'],
  ['upright, the first', { wide: 248, high: 90 }, true, 'wide'],
  ['lower half', { wide: 80, high: 48 }, false, 'small'],
  ['lower half, double', { wide: 164, high: 48 }, false, 'wide'],
])('the shape of a tile: %s', (_, tile, first, shape) => {
  expect(tileShape(tile, first)).toBe(shape)
})

test('the home page of six, upright and lying', () => {
  const first = { span: 2, shape: 'wide' }
  const one = { span: 1, shape: 'tall' }
  const last = { span: 2, shape: 'tall' }
  expect(homeLayout(6, upright, 4)).toEqual({ columns: 2, tiles: [first, one, one, one, one, last], faces: true })
  expect(homeLayout(6, lying, 4)).toEqual({ columns: 4, tiles: [first, one, one, one, one, last], faces: true })
  expect(homeLayout(6, lower, 4)).toMatchObject({ columns: 3, faces: true })
  expect(homeLayout(0, upright, 4)).toMatchObject({ tiles: [], faces: false })
})
