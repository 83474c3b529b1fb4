import { expect, test } from 'vitest'
import { letterRows, markRows, sideRows, touchOf } from './phraseKeys'

test.each([
  ['z', '', { what: 'keys', keys: 'z' }],
  ['L', 'z', { what: 'keys', keys: 'zl' }],
  ["'", 'xi', { what: 'keys', keys: "xi'" }],
  ["'", '', null],
  ['Backspace', 'z', { what: 'erase' }],
  ['Backspace', '', { what: 'erase' }],
  ['Escape', 'zl', { what: 'keys', keys: '' }],
  ['Escape', '', null],
  [' ', 'zl', { what: 'take', nth: 0 }],
  ['Enter', 'zl', { what: 'take', nth: 0 }],
  [' ', '', null],
  ['3', 'zl', { what: 'take', nth: 2 }],
  ['3', '', { what: 'type', text: '3' }],
  ['0', 'zl', { what: 'type', text: '0' }],
  [',', 'zl', { what: 'type', text: '，' }],
  ['。', '', { what: 'type', text: '。' }],
  ['F5', 'zl', null],
  ['Tab', '', null],
  ['é', '', null],
])('the key %j after %j means %j', (key, keys, touch) => {
  expect(touchOf(key, keys)).toEqual(touch)
})

test('every letter has one key; a wide panel has every digit and the usual marks at hand', () => {
  expect(letterRows.flat().sort().join('')).toBe("'abcdefghijklmnopqrstuvwxyz")
  for (const rows of [markRows, sideRows]) {
    const keys = rows.flat()
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of '0123456789，。？！') expect(keys).toContain(key)
  }
})
