import { expect, test } from 'vitest'
import { daysIn, readNotice, sayDays, yearIn } from './paste'

const NOTICE = `各省、自治区、直辖市人民政府：
经国务院批准，现将2026年元旦、春节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
七、国庆节：9月30日至10月2日放假调休，共3天。`

test('the notice is read as it is published', () => {
  const { off, working } = readNotice(NOTICE, 2026)
  expect(off).toHaveLength(15)
  expect(off.slice(0, 4)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-02-15'])
  expect(off.slice(-3)).toEqual(['2026-09-30', '2026-10-01', '2026-10-02'])
  expect(working).toEqual(['2026-01-04', '2026-02-14', '2026-02-28'])
  expect(yearIn(NOTICE)).toBe(2026)
  expect(yearIn('元旦放假')).toBeUndefined()
})

test.each([
  ['1月1日', ['2027-01-01']],
  ['2027-02-27至2027-03-01', ['2027-02-27', '2027-02-28', '2027-03-01']],
  ['2026年12月31日、1月2日', ['2027-01-02']],
  ['2月31日至3月2日', []],
  ['没有日子', []],
])('%s', (words, days) => {
  expect(daysIn(words, 2027)).toEqual(days)
})

test('days are said in runs and read again', () => {
  const days = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-07']
  expect(sayDays(days)).toBe('1月1日至1月3日\n2月7日')
  expect(daysIn(sayDays(days), 2027)).toEqual(days)
})
