import { describe, expect, it } from 'vitest'
import { changesOf, filledFrom, hoursWith, lunarDay, ruleOf, sayRule, wanting, weekdayOf, type Pattern } from './rule'

const hours = { start: '09:00', end: '11:00' }

describe('a rule of reception days', () => {
  it.each<[Pattern, string]>([
    [{ kind: 'month_days', days: [15] }, '每月15日 09:00—11:00'],
    [{ kind: 'month_days', days: [7, -1] }, '每月7日、最后一天 09:00—11:00'],
    [{ kind: 'nth_weekday', nth: 3, weekday: 2 }, '每月第3个星期二 09:00—11:00'],
    [{ kind: 'nth_weekday', nth: -1, weekday: 5 }, '每月最后一个星期五 09:00—11:00'],
    [{ kind: 'nth_weekday', nth: 3, weekday: 2, rows: true }, '每月第3行星期二 09:00—11:00'],
    [{ kind: 'weekday', weekday: 3 }, '每星期三 09:00—11:00'],
    [{ kind: 'lunar_day', lunar_day: 1, months: [1, 2] }, '农历每月初一（只在1、2月） 09:00—11:00'],
  ])('is said in one line: %o', (pattern, words) => expect(sayRule({ pattern, ...hours })).toBe(words))

  it.each([[1, '初一'], [10, '初十'], [11, '十一'], [16, '十六'], [20, '二十'], [23, '廿三'], [30, '三十']])('calls lunar day %i %s', (day, name) => {
    expect(lunarDay(day)).toBe(name)
  })

  it('goes into the form and comes back the same', () => {
    const pattern: Pattern = { kind: 'nth_weekday', nth: 3, weekday: 2, rows: true, months: [3, 9] }
    const rule = { title: '接待日', pattern, ...hours, place: '站里', rota: ['b', 'a'], per_day: 1, valid_from: '2026-01-01', valid_until: null, holiday: 'skip', weekends_off: true }
    expect(ruleOf(filledFrom(rule))).toEqual(rule)
  })

  it('sends all of a new one, and of an old one what was changed', () => {
    const filled = { ...filledFrom({}), title: '接待日', days: ['21', '-1', '7'] }
    expect(changesOf({}, filled)).toMatchObject({ title: '接待日', pattern: { kind: 'month_days', days: [7, 21, -1] }, holiday: 'next_day', rota: null })
    const old = { id: 'r', title: '接待日', pattern: { kind: 'weekday', weekday: 3 } as Pattern, ...hours, place: '站里' }
    expect(changesOf(old, { ...filledFrom(old), place: ' ' })).toEqual({ place: null })
  })

  it('says what is missing, one thing at a time', () => {
    const blank = filledFrom({})
    expect(wanting(blank)).toBe('rule.want.days')
    expect(wanting({ ...blank, kind: 'weekday', end: '08:00' })).toBe('rule.want.hours')
    expect(wanting({ ...blank, kind: 'weekday', perDay: '2', rota: ['a'] })).toBe('rule.want.rota')
    expect(wanting({ ...blank, kind: 'weekday', holiday: 'next_week', weekendsOff: true })).toBe('rule.want.weekends')
    expect(wanting({ ...blank, kind: 'weekday' })).toBe('')
  })

  it('offers the half hours of a day, and one that lies between', () => {
    expect([hoursWith('09:00')[0], hoursWith('09:00').at(-1), hoursWith('09:00').length]).toEqual(['06:00', '21:00', 31])
    expect(hoursWith('09:10').indexOf('09:10')).toBe(7)
  })

  it('knows the weekday of a date', () => expect(['2026-11-22', '2026-11-23'].map(weekdayOf)).toEqual(['7', '1']))
})
