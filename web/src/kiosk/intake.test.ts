import { expect, test } from 'vitest'
import {
  beginTelling, hasContent, maskPhone, mayGoOn, missing, newClient, phoneFault, photosLeft, screenAfter, screenBefore, screens, stepOf,
  STEPS, submissionOf, togglePhrase, uploadOf, wordsOf, type Telling,
} from './intake'

const told = (change: Partial<Telling>): Telling => ({ ...beginTelling('c1'), ...change })
const whole = told({ category: 'road', phrases: ['路灯不亮'], consent: '2026-11' })

test('the screens follow each other, and the steps the voter is told of never go back', () => {
  let last = 0
  for (const screen of screens) {
    expect(stepOf(screen)).toBeGreaterThanOrEqual(last)
    last = stepOf(screen)
    const next = screenAfter(screen)
    if (next) expect(screenBefore(next)).toBe(screen)
  }
  expect(last).toBe(STEPS)
  expect(screenBefore('class')).toBeNull()
  expect(screenAfter('check')).toBeNull()
})

test.each<[string, Partial<Telling>, string | null]>([
  ['nothing', {}, 'class'],
  ['a class alone', { category: 'road' }, 'words'],
  ['blanks are no words', { category: 'road', own: '  ' }, 'words'],
  ['a voice note needs no words', { category: 'road', voice: { id: 'u', seconds: 5 } }, 'consent'],
  ['half a telephone number', { category: 'road', own: '漏水', phone: '138' + '0000' }, 'contact'],
  ['no consent', { category: 'road', own: '漏水', phone: '13800001234' }, 'consent'],
  ['all of it', { category: 'road', own: '漏水', consent: '2026-11' }, null],
])('what is missing with %s', (_, change, screen) => {
  expect(missing(told(change))).toBe(screen)
  expect(mayGoOn('check', told(change))).toBe(screen === null)
})

test.each<[string, number | 'odd' | null]>([
  ['', null], ['1', 'odd'], ['12345', null], ['138000', -5], ['1380000123', -1], ['13800001234', null], ['138000012345', 1],
  ['05700000018', null], ['0570', 'odd'],
])('telephone %s: %s', (phone, fault) => {
  expect(phoneFault(phone)).toBe(fault)
})

test.each([['', ''], ['13800001234', '138****1234'], ['05700000018', '057****0018'], ['12345', '1****']])('%s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

test('words are what was picked, then what was written', () => {
  expect(wordsOf(told({ phrases: ['路灯不亮', '路面坏了，有坑'], own: ' 在桥头 ' }))).toBe('路灯不亮；路面坏了，有坑。\n在桥头')
  expect(wordsOf(told({ own: '在桥头' }))).toBe('在桥头')
  expect(togglePhrase(togglePhrase([], 'a'), 'a')).toEqual([])
})

test('who leaves nothing is anonymous; photos taken back are not handed in', () => {
  const thumbs = ['/api/v1/uploads/a1/thumb.jpg', '/api/v1/uploads/b2/thumb.jpg']
  const sent = submissionOf({ ...whole, dropped: ['a1'] }, thumbs)
  expect(sent).toMatchObject({ client: 'c1', contact: null, anonymous: true, photos: ['b2'], words: '路灯不亮。', voice: '' })
  expect(photosLeft(thumbs, ['a1'])).toEqual([thumbs[1]])
  expect(uploadOf('/elsewhere.jpg')).toBe('')
  const named = submissionOf({ ...whole, phone: '13800001234', deputies: [{ id: 'd1', name: '甲' }] }, [])
  expect(named).toMatchObject({ anonymous: false, contact: { name: '', phone: '13800001234' }, deputies: ['d1'] })
})

test('client ids are 128 bits and never the same', () => {
  expect(newClient()).toMatch(/^[0-9a-f]{32}$/)
  expect(newClient()).not.toBe(newClient())
})

test('an untouched form holds nothing', () => {
  expect(hasContent(told({}))).toBe(false)
  expect(hasContent(told({ name: '甲' }))).toBe(true)
})
