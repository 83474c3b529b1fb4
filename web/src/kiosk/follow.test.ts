import { expect, test } from 'vitest'
import { groupsOf, lookupFault, saidLeft, sendsBack, withDigit } from './follow'

test('digits come one by one, twelve at most, and nothing else', () => {
  let code = ''
  for (const digit of '1234567890123') code = withDigit(code, digit)
  expect(code).toBe('123456789012')
  expect(withDigit('12', 'x')).toBe('12')
  expect(withDigit('12', '34')).toBe('12')
})

test.each([
  ['', ['', '', '']],
  ['12345', ['1234', '5', '']],
  ['123456789012', ['1234', '5678', '9012']],
])('%s in groups', (code, groups) => {
  expect(groupsOf(code)).toEqual(groups)
})

test.each([
  [3, 'follow.left.days', 3],
  [0, 'follow.left.today', 0],
  [-2, 'follow.left.late', 2],
])('%d days left', (days_left, sentence, days) => {
  expect(saidLeft({ days_left })).toEqual({ sentence, days })
})

test.each([
  [404, 'follow.unknown'], [400, 'follow.unknown'], [429, 'follow.hasty'], [503, 'follow.failed'], [0, 'follow.failed'],
])('a look-up that fails with %d', (status, sentence) => {
  expect(lookupFault(status)).toBe(sentence)
})

test('only "not satisfied" sends a matter back, and only where that is possible', () => {
  expect(sendsBack('unsatisfied', true)).toBe(true)
  expect(sendsBack('unsatisfied', false)).toBe(false)
  expect(sendsBack('basically_satisfied', true)).toBe(false)
})
