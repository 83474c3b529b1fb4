/** Where the cursor stands in a table. */
export interface Cell { row: number; column: number }

const LEAF = 10

/** Where a key leads the cursor; null for a key that leads nowhere. */
export function moveIn({ row, column }: Cell, key: string, rows: number, columns: number): Cell | null {
  const steps: Record<string, Cell> = {
    ArrowUp: { row: row - 1, column }, ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 }, ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 }, End: { row, column: columns - 1 },
    PageUp: { row: row - LEAF, column }, PageDown: { row: row + LEAF, column },
  }
  const next = steps[key]
  if (!next) return null
  return { row: within(next.row, rows), column: within(next.column, columns) }
}

function within(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at))
}
