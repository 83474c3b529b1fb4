// @vitest-environment jsdom
import { effectScope, type EffectScope, type Ref } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLine } from './line'

class Wire {
  static readonly OPEN = 1
  static last: Wire
  readyState = Wire.OPEN
  sent: string[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  constructor(readonly address: string) { Wire.last = this }
  send(text: string): void { this.sent.push(text) }
  close(): void { this.onclose = null }
  say(n: number): void { this.onmessage?.({ data: JSON.stringify({ type: 'changed', n, version: 'a', kinds: [] }) }) }
}

const changed = vi.fn()
let scope: EffectScope
let linked: Ref<boolean>

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Wire)
  changed.mockClear()
  scope = effectScope()
  linked = scope.run(() =>
    useLine({ screen: 'hall', version: 'a', known: 7, changed, mayReload: () => false })) as Ref<boolean>
  vi.advanceTimersByTime(10_000)
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('the page says that it is a kiosk', () => {
  expect(Wire.last.address).toMatch(/\/ws\/screens\/hall\?kind=kiosk$/)
})

test('it gives a sign of life', () => {
  expect(Wire.last.sent).toEqual(Array.from({ length: 2 }, () => '{"type":"health","visible":true}'))
})

test('many changes are read once, and what the page came with is none', () => {
  Wire.last.say(7)
  vi.advanceTimersByTime(1000)
  expect(changed).not.toHaveBeenCalled()
  for (let n = 8; n < 40; n++) Wire.last.say(n)
  vi.advanceTimersByTime(1000)
  expect(changed).toHaveBeenCalledOnce()
})

test('a line that stays down is said to be, however often it is tried; one that comes back at once is not', () => {
  Wire.last.onopen?.()
  Wire.last.onclose?.()
  vi.advanceTimersByTime(2000)
  Wire.last.onopen?.()
  vi.advanceTimersByTime(20_000)
  expect(linked.value).toBe(true)
  Wire.last.onclose?.()
  for (let second = 0; second < 9; second++) {
    vi.advanceTimersByTime(1000)
    Wire.last.onclose?.()
  }
  expect(linked.value).toBe(false)
  vi.advanceTimersByTime(20_000)
  Wire.last.onopen?.()
  expect(linked.value).toBe(true)
})
