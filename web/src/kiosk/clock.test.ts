import { expect, test } from 'vitest'
import { addDays, carry, wallTime } from './clock'

test.each([
  ['2026-11-21T09:00:00+08:00', 0, '2026-11-21', '09:00'],
  ['2026-11-21T09:00:00+08:00', 65_000, '2026-11-21', '09:01'],
  ['2026-11-21T23:59:30+08:00', 30_000, '2026-11-22', '00:00'],
  ['2026-11-21T01:00:00Z', 0, '2026-11-21', '01:00'],
  ['2026-11-20T20:30:00.123456789-04:30', 0, '2026-11-20', '20:30'],
])('%s and %d ms later', (now, later, date, time) => {
  const clock = carry({ now, trust: 'rtc', lunar: '' }, 5000)
  expect(wallTime(clock, 5000 + later)).toEqual({ date, time })
})

test.each([
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-11-21', 28, '2026-12-19'],
])('%s and %d days', (date, days, want) => {
  expect(addDays(date, days)).toBe(want)
})
