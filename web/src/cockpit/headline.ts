import type { Board, Figure } from './wire'

/** The figures of the first two rows, as county offices report them, and whether the rate is what is read first. */
const headline: { key: string; byRate?: boolean }[] = [
  { key: 'received' }, { key: 'visits' }, { key: 'activities' }, { key: 'news' }, { key: 'duty' }, { key: 'placed', byRate: true },
  { key: 'opinions' }, { key: 'adopted' }, { key: 'handled', byRate: true }, { key: 'satisfied', byRate: true },
  { key: 'overdue' }, { key: 'progress' },
]

export interface Tile {
  figure: Figure
  byRate: boolean
}

/** The tiles of a board; a figure the server does not count is left out. */
export function tilesOf(board: Board): Tile[] {
  return headline.flatMap(({ key, byRate }) => {
    const figure = figureOf(board, key)
    return figure ? [{ figure, byRate: byRate === true && figure.rate !== undefined }] : []
  })
}

export function figureOf(board: Board, key: string): Figure | undefined {
  return board.figures.find((figure) => figure.key === key)
}

/** The figures in their groups, for the table of everything. */
export function grouped(board: Board): { key: string; label: string; figures: Figure[] }[] {
  return board.groups.map((group) => ({ ...group, figures: board.figures.filter((figure) => figure.group === group.key) }))
}

/** The figures places can be compared by. */
export function comparable(board: Board): Figure[] {
  return board.figures.filter((figure) => board.places.some((place) => place.values[figure.key]))
}
