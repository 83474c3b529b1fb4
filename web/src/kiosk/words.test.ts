import { expect, test } from 'vitest'
import { sentences } from '../lang/zh-CN'
import { sentences as english } from '../lang/en'
import { t } from '../lang/t'
import { paragraphs, sayAddress, sayDate, sayDay, sayFullDate, saySpan, sayTime, sayWeekday } from './words'

test.each([
  ['', ''],
  ['1970', '1970年'],
  ['2021-12', '2021年12月'],
  ['2026-11-05', '11月5日'],
  ['soon', 'soon'],
])('the date %s is %s', (date, words) => {
  expect(sayDate(date)).toBe(words)
})

test('days and weekdays', () => {
  expect(sayFullDate('2026-11-05')).toBe('2026年11月5日')
  expect(sayWeekday('2026-11-25')).toBe('星期三')
  expect(sayDay('2026-11-21', '2026-11-21')).toBe('今天')
  expect(sayDay('2026-12-01', '2026-11-30')).toBe('明天')
  expect(sayDay('2026-11-25', '2026-11-21')).toBe('11月25日 星期三')
  expect(sayDay('2027-03-23', '2026-11-21')).toBe('2027年3月23日 星期二')
})

test.each([
  ['00:30', '上午0:30'],
  ['09:05', '上午9:05'],
  ['12:00', '中午12:00'],
  ['14:30', '下午2:30'],
  ['19:00', '晚上7:00'],
])('the time %s is %s', (time, words) => {
  expect(sayTime(time)).toBe(words)
})

test('spans', () => {
  expect(saySpan('09:00', '11:30')).toBe('上午9:00—11:30')
  expect(saySpan('09:00', '15:00')).toBe('上午9:00—下午3:00')
  expect(saySpan('09:00', '')).toBe('上午9:00')
  expect(saySpan('', '')).toBe('')
})

test('paragraphs and addresses', () => {
  expect(paragraphs('一\n\n二\n \n\n三\n四')).toEqual(['一', '二', '三\n四'])
  expect(sayAddress('HTTP://192.168.1.10:8080/D/A101')).toBe('192.168.1.10:8080/D/A101')
  expect(sayAddress('HTTPS://LZ.EXAMPLE.GOV.CN')).toBe('lz.example.gov.cn')
})

test('a sentence fills its blanks and leaves unknown ones alone', () => {
  expect(t('page.of', { page: 2, pages: 9 })).toBe('第 2 页，共 9 页')
  expect(t('page.of')).toBe('第 {page} 页，共 {pages} 页')
})

test('English fills the same blanks as Chinese, but for the lunar ones only', () => {
  const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const [name, sentence] of Object.entries(sentences)) {
    expect(blanks(english[name as keyof typeof english]), name).toEqual(blanks(sentence))
  }
})
