/** How the candidates of the phrase keyboard are laid out; all sizes in millimetres. */
export const TYPE_MM = 8
export const LEAST_TYPE_MM = 4.8
export const PADDING_MM = 4
export const GAP_MM = 3
const LEAST_MM = 18

/** One candidate in its place. */
export interface Chip {
  index: number // among the candidates
  wide: number
  type: number // size of its letters
}

/** A row of candidates. */
export type ChipRow = Chip[]

/** Parts candidates into pages of rows no wider than the room; a sentence too long for it is written smaller. */
export function shelve(texts: readonly string[], room: number, rows: number): ChipRow[][] {
  const pages: ChipRow[][] = []
  let row: ChipRow = []
  let used = Infinity
  texts.forEach((text, index) => {
    const chip = chipOf(text, index, room)
    if (used + GAP_MM + chip.wide > room) {
      row = []
      used = -GAP_MM
      const page = pages.at(-1)
      if (page && page.length < rows) page.push(row)
      else pages.push([row])
    }
    row.push(chip)
    used += GAP_MM + chip.wide
  })
  return pages
}

function chipOf(text: string, index: number, room: number): Chip {
  const letters = [...text].length
  const type = Math.max(LEAST_TYPE_MM, Math.min(TYPE_MM, (room - 2 * PADDING_MM) / letters))
  const wide = Math.min(room, Math.max(LEAST_MM, letters * type + 2 * PADDING_MM))
  return { index, wide, type }
}
