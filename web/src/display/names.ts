/** How a name is set: its size in pixels and its lines. */
export interface Setting {
  size: number
  lines: string[]
}

const FLOOR = 24

/**
 * Sets a name in a width. Three and four characters fit as they are; longer ones get smaller, and below the floor of
 * legibility they break, at the dot between given name and surname where there is one.
 */
export function setName(name: string, width: number, size: number): Setting {
  const fits = (line: string): number => Math.floor(width / Math.max(1, [...line].length))
  if (fits(name) >= FLOOR || [...name].length < 4) return { size: Math.min(size, fits(name)), lines: [name] }
  const lines = halves(name)
  return { size: Math.min(size, FLOOR, ...lines.map(fits)), lines }
}

function halves(name: string): string[] {
  const characters = [...name]
  const dot = characters.findIndex((c) => c === '·' || c === '•')
  const cut = dot > 0 ? dot + 1 : Math.ceil(characters.length / 2)
  return [characters.slice(0, cut).join(''), characters.slice(cut).join('')]
}
