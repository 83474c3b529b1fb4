// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { readFirst } from './first'
import { reloadWait } from './reload'

test.each([
  ['data', '<script type="application/json" id="first">{"n":"\\u003c/script>"}</script>', { n: '</script>' }],
  ['no block', '<p>no data</p>', null],
  ['an empty block', '<script type="application/json" id="first"></script>', null],
  ['a torn block', '<script type="application/json" id="first">{"n":</script>', null],
])('a page with %s', (_, html, want) => {
  document.body.innerHTML = html
  expect(readFirst()).toEqual(want)
})

test.each([[0, 60_000], [59_000, 1_000], [60_000, 0], [9e9, 0]])('a page of %d ms waits %d before it may reload', (age, wait) => {
  expect(reloadWait(age)).toBe(wait)
})
