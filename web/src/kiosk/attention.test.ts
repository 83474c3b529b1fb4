// @vitest-environment jsdom
import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useAttention, type Attention } from './attention'
import type { Stay } from './idle'

let stay: Stay | null
let attention: Attention
const over = vi.fn()
const scope = effectScope()

beforeEach(() => {
  vi.useFakeTimers()
  over.mockClear()
  stay = 'home'
  attention = scope.run(() => useAttention(() => stay, over)) as Attention
})
afterEach(() => vi.useRealTimers())

const wait = (seconds: number): unknown => vi.advanceTimersByTime(seconds * 1000)
const touch = (): boolean => document.body.dispatchEvent(new MouseEvent('click', { bubbles: true }))

test('a visitor is asked twenty seconds before the end, and a touch goes on', () => {
  touch()
  wait(39)
  expect(attention.idle.value).toEqual({ phase: 'using' })
  wait(2)
  expect(attention.idle.value).toMatchObject({ phase: 'asking' })
  touch()
  expect(attention.idle.value).toEqual({ phase: 'using' })
  wait(59)
  expect(over).not.toHaveBeenCalled()
  wait(2)
  expect(over).toHaveBeenCalledOnce()
  expect(attention.idle.value).toEqual({ phase: 'using' })
})

test('where nobody touched anything there is nobody to ask', () => {
  wait(59)
  expect(attention.idle.value).toEqual({ phase: 'using' })
  wait(2)
  expect(over).toHaveBeenCalledOnce()
})

test('slow hands get half more time', () => {
  for (let i = 0; i < 5; i++) {
    touch()
    wait(12)
  }
  wait(60)
  expect(over).not.toHaveBeenCalled()
  wait(20)
  expect(over).toHaveBeenCalledOnce()
})

test('nobody is nowhere', () => {
  stay = null
  wait(600)
  expect(over).not.toHaveBeenCalled()
})
