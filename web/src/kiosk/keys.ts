/** The keys of the kiosk's keyboard: digits for numbers and phones, letters as on every phone. */
export const keyRows: readonly (readonly string[])[] = [
  [...'1234567890'],
  [...'qwertyuiop'],
  [...'asdfghjkl'],
  [...'zxcvbnm'],
]

const MOST_LETTERS = 24
const known = /^[a-z0-9]$/

/** The text after a key: letters and digits are added, Backspace takes one away, Escape all. Other keys do nothing. */
export function typed(text: string, key: string): string {
  if (key === 'Backspace') return text.slice(0, -1)
  if (key === 'Escape') return ''
  const letter = key.toLowerCase()
  return known.test(letter) ? (text + letter).slice(0, MOST_LETTERS) : text
}
