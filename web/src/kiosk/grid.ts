/** A room to fill, in millimetres. */
export interface Room {
  wide: number
  high: number
}

/** Columns and rows of equal cells. */
export interface Grid {
  columns: number
  rows: number
}

const TILE = { wide: 60, high: 45, shape: 1.45 }
const HOLE_COST = 0.25

/** How the home page lays out so many tiles, the first of which counts double: no tile below 60 × 45 mm. */
export function tileGrid(tiles: number, room: Room, gap: number): Grid {
  let best: Grid = { columns: 1, rows: tiles }
  let least = Infinity
  for (let columns = 1; columns <= 4; columns++) {
    const cells = columns === 1 ? tiles : tiles + 1
    const grid = { columns, rows: Math.ceil(cells / columns) }
    const cell = cellOf(grid, room, gap)
    if (columns > 1 && cell.wide < TILE.wide) break
    const tooLow = cell.high < TILE.high ? 10 : 0
    const shape = Math.abs(Math.log(cell.wide / cell.high / TILE.shape))
    const cost = tooLow + shape + (grid.rows * columns - cells) * HOLE_COST
    if (cost < least) [best, least] = [grid, cost]
  }
  return best
}

/** How many columns each tile spans so that no hole is left: the first double, the last and the first take the rest. */
export function tileSpans(tiles: number, columns: number): number[] {
  const spans = Array.from({ length: tiles }, () => 1)
  if (tiles === 0 || columns < 2) return spans
  spans[0] = 2
  const hole = (columns - ((tiles + 1) % columns)) % columns
  if (tiles === 1) return [columns]
  for (let i = 0; i < hole; i++) {
    const at = i % 2 === 0 ? tiles - 1 : 0
    spans[at] = (spans[at] ?? 1) + 1
  }
  return spans
}

/** How a tile arranges icon, word and hint. */
export type TileShape = 'tall' | 'wide' | 'small'

/** The arrangement for a tile of a size: icon above where there is height, beside where there is width. */
export function tileShape(tile: Room, first: boolean): TileShape {
  if (!first && tile.high > 64) return 'tall'
  return tile.wide >= 100 ? 'wide' : 'small'
}

/** How the home page is laid out. */
export interface HomeLayout {
  columns: number
  tiles: { span: number; shape: TileShape }[]
  faces: boolean // the first tile has room for some
}

const FACES_MM = 200

/** Lays out the home page: so many tiles in a room. */
export function homeLayout(tiles: number, room: Room, gap: number): HomeLayout {
  const grid = tileGrid(tiles, room, gap)
  const cell = cellOf(grid, room, gap)
  const widths = tileSpans(tiles, grid.columns).map((span) => ({ span, wide: cell.wide * span + gap * (span - 1) }))
  return {
    columns: grid.columns,
    tiles: widths.map(({ span, wide }, index) => ({ span, shape: tileShape({ wide, high: cell.high }, index === 0) })),
    faces: (widths[0]?.wide ?? 0) > FACES_MM,
  }
}

/** The most faces a page shows; more is not a page but a crowd. */
export const FACES_A_PAGE = 12

/**
 * How a page of faces is laid out: as near to the number wanted, twelve at most, as cards no smaller than least allow,
 * and then as large as they come.
 */
export function faceGrid(room: Room, least: Room, gap: number, wanted = FACES_A_PAGE): Grid {
  let best: Grid = { columns: 1, rows: 1 }
  let most = 0
  for (let columns = 1; columns <= FACES_A_PAGE; columns++) {
    for (let rows = 1; rows * columns <= FACES_A_PAGE; rows++) {
      const cell = cellOf({ columns, rows }, room, gap)
      if (cell.wide < least.wide || cell.high < least.high) continue
      const size = Math.min(cell.wide / least.wide, cell.high / least.high)
      const worth = Math.min(rows * columns, wanted) * 100 + size
      if (worth > most) [best, most] = [{ columns, rows }, worth]
    }
  }
  return best
}

function cellOf({ columns, rows }: Grid, room: Room, gap: number): Room {
  return { wide: (room.wide - gap * (columns - 1)) / columns, high: (room.high - gap * (rows - 1)) / rows }
}
