import { effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { beginTelling } from '../intake'
import { useDraft, type DraftWatch } from './drafts'

const token = 'f'.repeat(32)
const asked: string[] = []
let states: string[]
let scope: EffectScope

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  states = ['open']
  vi.stubGlobal('fetch', vi.fn(async (address: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${address.replace('/api/v1/', '').replace(/\?.*/, '')}`)
    if (method === 'POST') return new Response(JSON.stringify({ token, qr: '', page: '' }), { status: 201 })
    if (method === 'DELETE') return new Response(null, { status: 204 })
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const state = states.length > 1 ? states.shift() : states[0]
    return state === 'gone' ? new Response('{}', { status: 404 }) : new Response(JSON.stringify({ state, photos: [] }))
  }))
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function begun(): Promise<DraftWatch> {
  const draft = scope.run(() => useDraft('phone'))
  if (!draft) throw new Error('no scope')
  draft.begin(beginTelling('c'))
  draft.begin(beginTelling('c'))
  await vi.advanceTimersByTimeAsync(1)
  return draft
}

test('a draft is begun once and watched', async () => {
  states = ['open', 'opened']
  const draft = await begun()
  await vi.advanceTimersByTimeAsync(2_100)
  expect(draft.now.value?.state).toBe('opened')
  expect(asked.filter((one) => one === 'POST drafts')).toHaveLength(1)
})

test('what nobody took over is deleted when its page goes', async () => {
  await begun()
  scope.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked.at(-1)).toBe(`DELETE drafts/${token}`)
})

test('what was handed over stays, and is asked for no more', async () => {
  const draft = await begun()
  draft.handOver()
  scope.stop()
  const before = asked.length
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toHaveLength(before)
  expect(asked.join()).not.toContain('DELETE')
})

test('one whose time is over is gone', async () => {
  states = ['gone']
  const draft = await begun()
  await vi.advanceTimersByTimeAsync(1_100)
  expect(draft.gone.value).toBe(true)
})

test('a page that went before the server answered leaves nothing there', async () => {
  const draft = scope.run(() => useDraft('staff'))
  draft?.begin(beginTelling('c'))
  scope.stop()
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['POST drafts', `DELETE drafts/${token}`])
})
