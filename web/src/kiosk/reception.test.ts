import { expect, test } from 'vitest'
import type { Reception } from '../shared/wire'
import { announce, nextOf } from './reception'

const day = (date: string, start: string, end: string): Reception => ({
  date, start, end, weekday: 1, lunar: '五月十六', place: '', station: '', title: '', rule: date, moved_from: '',
  tentative: false, deputies: [],
})
const days = [day('2026-07-01', '09:00', '11:00'), day('2026-07-01', '14:00', '16:00'), day('2026-07-08', '09:00', '11:00')]

test.each([
  ['before the first', '08:00', 0],
  ['while it lasts', '10:59', 0],
  ['after it', '11:00', 1],
  ['in the evening', '20:00', 2],
])('next reception %s', (_, time, index) => {
  expect(nextOf(days, { date: '2026-07-01', time })).toBe(days[index])
})

test('after the last there is none', () => {
  expect(nextOf(days, { date: '2026-07-09', time: '00:00' })).toBeNull()
})

test('today is said with its lunar date, another day with its weekday', () => {
  const [first] = days as [Reception]
  expect(announce(first, '2026-07-01')).toBe('今天（五月十六）是接待日')
  expect(announce({ ...first, lunar: '' }, '2026-07-01')).toBe('今天是接待日')
  expect(announce(first, '2026-06-30')).toBe('下一个接待日：明天')
  expect(announce(first, '2026-06-29')).toBe('下一个接待日：7月1日 星期三')
})
