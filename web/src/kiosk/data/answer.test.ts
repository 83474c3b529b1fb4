import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { retryAfter, useAnswer } from './answer'
import { ask, Refusal } from './ask'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

test('a question that fails is put again until it is answered', async () => {
  const question = vi.fn().mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('down')).mockResolvedValue('there')
  const { value, failed } = scope.run(() => useAnswer<string>(question, [])) as ReturnType<typeof useAnswer<string>>
  await settle()
  expect([value.value, failed.value]).toEqual([null, true])
  await vi.advanceTimersByTimeAsync(3_000)
  expect([value.value, failed.value]).toEqual(['there', false])
  expect(question).toHaveBeenCalledTimes(3)
})

test('a change asks again and keeps the old answer meanwhile; a late old answer is dropped', async () => {
  const revision = ref(0)
  const waiting: ((text: string) => void)[] = []
  const question = (): Promise<string> => new Promise((resolve) => waiting.push(resolve))
  const { value } = scope.run(() => useAnswer(question, [revision])) as ReturnType<typeof useAnswer<string>>
  revision.value++
  await nextTick()
  waiting[1]?.('new')
  await settle()
  waiting[0]?.('old')
  await settle()
  expect(value.value).toBe('new')
})

test('what the server refuses for good is gone, not failing', async () => {
  const refusal = new Refusal({ type: '', title: '', status: 404, code: 'deputy_not_found', detail: '没有找到这位代表。' })
  const { failed, gone } = scope.run(() => useAnswer(() => Promise.reject(refusal), [])) as ReturnType<typeof useAnswer>
  await settle()
  expect([failed.value, gone.value]).toEqual([false, true])
})

test('nothing is asked before it is time', async () => {
  const ready = ref(false)
  const question = vi.fn().mockResolvedValue(1)
  scope.run(() => useAnswer(question, [ready], () => ready.value))
  await settle()
  expect(question).not.toHaveBeenCalled()
  ready.value = true
  await settle()
  expect(question).toHaveBeenCalledOnce()
})

test('the waits grow and stop growing', () => {
  expect([0, 1, 2, 3, 4, 50].map(retryAfter)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000])
})

test('a question leaves empty values out and turns a problem into a refusal', async () => {
  const fetching = vi.fn().mockResolvedValue(new Response('{"status":404,"code":"x","detail":"没有。"}', { status: 404 }))
  vi.stubGlobal('fetch', fetching)
  await expect(ask('deputies', { q: '吴', tier: '', limit: 12 })).rejects.toMatchObject({ problem: { code: 'x' }, final: true })
  expect(fetching.mock.calls[0]?.[0]).toBe('/api/v1/deputies?q=%E5%90%B4&limit=12')
})

test('an answer that is no JSON is a failure worth another try', async () => {
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response('<html>', { status: 502 })))
  await expect(ask('station')).rejects.toMatchObject({ final: false })
})
