/** The letters as on every phone; the mark parts syllables (xi'an). */
export const letterRows: readonly (readonly string[])[] = [[...'qwertyuiop'], [...'asdfghjkl'], [..."'zxcvbnm"]]

/** Digits, and the marks people use. */
export const markRows: readonly (readonly string[])[] = [[...'1234567890'], [...'，。？！、：；（）'], [...'“”《》—．％']]

/** The same beside the letters where the panel is wide. */
export const sideRows: readonly (readonly string[])[] = [[...'123，'], [...'456。'], [...'789？'], [...'！0、：']]

/** What a touch means to whoever holds the text. */
export type Touch =
  | { what: 'keys'; keys: string }
  | { what: 'type'; text: string }
  | { what: 'erase' }
  | { what: 'take'; nth: number }

const marks: Record<string, string> = {
  ',': '，', '.': '。', '?': '？', '!': '！', ':': '：', ';': '；', '(': '（', ')': '）', '\\': '、',
}

/** What a key of a keyboard on the USB port means while some letters are composed; null for keys that mean nothing. */
export function touchOf(key: string, keys: string): Touch | null {
  if (/^[a-zA-Z]$/.test(key)) return { what: 'keys', keys: keys + key.toLowerCase() }
  if (key === 'Backspace') return { what: 'erase' }
  if (key === "'" && keys) return { what: 'keys', keys: keys + key }
  if (key === 'Escape' && keys) return { what: 'keys', keys: '' }
  if (keys && (key === ' ' || key === 'Enter')) return { what: 'take', nth: 0 }
  if (keys && /^[1-9]$/.test(key)) return { what: 'take', nth: Number(key) - 1 }
  if (/^[0-9]$/.test(key)) return { what: 'type', text: key }
  const mark = marks[key] ?? (/^[，。？！、：；（）“”《》]$/.test(key) ? key : undefined)
  return mark ? { what: 'type', text: mark } : null
}
