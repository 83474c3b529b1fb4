import { describe, expect, it } from 'vitest'
import { agoOf, bytesText } from './sync'

describe('how sync is told', () => {
  it.each([[0, 'now', 0], [59_999, 'now', 0], [60_000, 'minutes', 1], [7_200_000, 'hours', 2], [3 * 86_400_000, 'days', 3]] as const)(
    'says how long %i ms are', (ms, unit, n) => expect(agoOf(ms)).toEqual({ unit, n }))

  it.each([[0, '0 B'], [512, '512 B'], [1536, '1.5 KB'], [250 * 1024, '250 KB'], [3 * 1024 ** 3, '3.0 GB']] as const)(
    'says %i bytes', (bytes, text) => expect(bytesText(bytes)).toBe(text))
})
