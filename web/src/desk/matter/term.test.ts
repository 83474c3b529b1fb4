import { expect, test } from 'vitest'
import type { Term } from '../data/keep'
import { ownTerms } from './term'

const term = (n: number): Term => ({ n, unit: 'business_days', basis: '本站规定' })
const steps = [
  { step: 'accept', label: '受理', term: term(3), own: false },
  { step: 'reply', label: '答复', term: term(15), own: true },
]

test('only what differs becomes the station’s own, and what was its own stays', () => {
  expect(ownTerms(steps, { accept: term(3), reply: term(15) })).toEqual({ reply: term(15) })
  expect(ownTerms(steps, { accept: term(5), reply: term(15) })).toEqual({ accept: term(5), reply: term(15) })
})
