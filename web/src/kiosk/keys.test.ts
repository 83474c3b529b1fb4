import { expect, test } from 'vitest'
import { keyRows, typed } from './keys'

test.each([
  ['', 'w', 'w'],
  ['w', 'L', 'wl'],
  ['wl', '7', 'wl7'],
  ['wl', 'Backspace', 'w'],
  ['', 'Backspace', ''],
  ['wlx', 'Escape', ''],
  ['wlx', 'F5', 'wlx'],
  ['wlx', ' ', 'wlx'],
  ['wlx', '吴', 'wlx'],
  ['a'.repeat(24), 'b', 'a'.repeat(24)],
])('%j and %s make %j', (text, key, after) => {
  expect(typed(text, key)).toBe(after)
})

test('every letter and digit has one key', () => {
  expect(keyRows.flat().sort().join('')).toBe('0123456789abcdefghijklmnopqrstuvwxyz')
})
