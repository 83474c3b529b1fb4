// @vitest-environment jsdom
import { effectScope } from 'vue'
import { expect, test } from 'vitest'
import { screenAt } from './menu'
import { addressOfPlace, placeOf, usePlaces } from './place'
import { addDays, sayCode, sayDay } from './words'
import { moveIn } from './parts/grid'
import { strengthOf } from './door/strength'
import { secondsLeft } from './door/idle'

test('a place is an address, and an address a place', () => {
  const place = { at: 'matters', open: 'm1', query: { state: 'registered', q: '井盖' } }
  expect(placeOf(addressOfPlace(place))).toEqual(place)
  expect(placeOf('?at=receptions&open=s1')).toEqual({ at: 'receptions', open: '', query: { session: 's1' } })
  expect(placeOf('?at=receptions&session=s1&open=m1').open).toBe('m1')
  expect(placeOf('')).toEqual({ at: 'today', open: '', query: {} })
  expect(addressOfPlace({ at: 'today', open: '', query: { q: '' } })).toBe('?at=today')
})

test('going somewhere is a step back in the browser, asking for something else is none', async () => {
  const scope = effectScope()
  const places = scope.run(usePlaces)
  if (!places) throw new Error('no places')
  const before = history.length
  places.go('matters')
  places.ask({ q: '灯' })
  places.open('m1')
  expect(history.length).toBe(before + 2)
  expect(places.here.value).toEqual({ at: 'matters', open: 'm1', query: { q: '灯' } })
  history.back()
  await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }))
  expect(places.here.value.open).toBe('')
  scope.stop()
})

test.each([
  ['today', ['read_matters'], 'today'],
  ['accounts', ['read_matters'], 'today'],
  ['today', ['read_addressed', 'register'], 'mine'],
  ['matters', ['manage_devices', 'backup'], 'own'],
  ['matters', ['read_audit'], 'audit'],
])('asked for %s, somebody who may %j stands at %s', (at, may, shown) => {
  expect(screenAt(at, may)).toBe(shown)
})

test('days and codes as people say them', () => {
  expect(sayDay('2026-11-02', '2026-11-22')).toBe('11月2日')
  expect(sayDay('2027-01-21', '2026-11-22')).toBe('2027年1月21日')
  expect(sayCode('482913570264')).toBe('4829 1357 0264')
  expect(addDays('2026-12-30', 3)).toBe('2027-01-02')
})

test.each([
  ['ArrowDown', { row: 1, column: 0 }], ['ArrowUp', { row: 0, column: 0 }], ['End', { row: 0, column: 4 }], ['PageDown', { row: 9, column: 0 }],
  ['x', null],
])('the key %s leads the cursor of a table and stops at its edges', (key, to) => {
  expect(moveIn({ row: 0, column: 0 }, key, 10, 5)).toEqual(to)
})

test.each([
  ['', 'none'], ['short', 'short'], ['aaaaaaaaaaaaaa', 'weak'], ['123456789012', 'weak'], ['bai shi zhen', 'fair'], ['correct horse battery', 'good'],
  ['东街菜场的豆腐最好吃对不对啊', 'fair'],
])('the password %s is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength)
})

test('the warning comes a minute before the end', () => {
  const minute = 60_000
  expect(secondsLeft(0, 13 * minute)).toBeNull()
  expect(secondsLeft(0, 14 * minute)).toBe(60)
  expect(secondsLeft(0, 14 * minute + 30_000)).toBe(30)
  expect(secondsLeft(0, 20 * minute)).toBe(0)
})
