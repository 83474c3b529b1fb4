import { describe, expect, it } from 'vitest'
import { agoOf, bytesText, hindrance, type SyncStatus } from './sync'

describe('how sync is told', () => {
  it.each([[0, 'now', 0], [59_999, 'now', 0], [60_000, 'minutes', 1], [7_200_000, 'hours', 2], [3 * 86_400_000, 'days', 3]] as const)(
    'says how long %i ms are', (ms, unit, n) => expect(agoOf(ms)).toEqual({ unit, n }))

  it.each([
    ['offline', 'rtc', '2026-11-21T08:00:00Z', 'silent'], ['offline', 'rtc', '2026-11-22T08:00:00Z', null], ['offline', 'rtc', undefined, null],
    ['online', 'county', '2026-11-21T08:00:00Z', null], ['alone', 'untrusted', undefined, 'wrong_time'], ['revoked', 'untrusted', undefined, 'revoked'],
    ['forked', 'ntp', '2026-11-22T08:00:00Z', 'forked'],
  ] as const)('tells an officer of a box that is %s, its clock %s, last heard at %s: %s', (state, trust, contact, said) => {
    const status: SyncStatus = { version: '', pending: 0, hop_ack: 0, root_ack: 0, down: 0, quarantine: 0, files_up: 0, bytes_up: 0, clock_ms: 0,
      parent: '', faults: [], state, trust, ...(contact && { last_contact: contact }) }
    expect(hindrance(status, Date.parse('2026-11-22T12:00:00Z'))).toBe(said)
  })

  it.each([[0, '0 B'], [512, '512 B'], [1536, '1.5 KB'], [250 * 1024, '250 KB'], [3 * 1024 ** 3, '3.0 GB']] as const)(
    'says %i bytes', (bytes, text) => expect(bytesText(bytes)).toBe(text))
})
