import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Submission } from '../../shared/matter'
import { post, underWay } from './outbox'

const submission: Submission = { client: 'a'.repeat(32), category: 'road', words: '路灯不亮。', consent: '2026-11' }
const accepted = { code: '123456789012', id: 'm1', masked: [], state: 'registered' }
const refusal = (status: number): Response =>
  new Response(JSON.stringify({ status, code: 'x', detail: '照片放得太久过期了' }), { status })
let answers: (() => Promise<Response>)[]

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  vi.stubGlobal('fetch', vi.fn(() => (answers.shift() ?? (() => Promise.reject(new TypeError('away'))))()))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const turns = (ms = 1): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

test('what the server has on disk is done, once', async () => {
  answers = [() => Promise.resolve(new Response(JSON.stringify(accepted)))]
  const after = vi.fn()
  const { state } = post(submission, after)
  expect(state.value.phase).toBe('sending')
  expect(underWay.value).toBe(1)
  await turns()
  expect(state.value).toEqual({ phase: 'done', accepted })
  expect(after).toHaveBeenCalledTimes(1)
  expect(underWay.value).toBe(0)
})

test('a server that is away is asked again by itself, with the same client id', async () => {
  const { state } = post(submission, () => undefined)
  await turns()
  expect(state.value.phase).toBe('failed')
  answers = [() => Promise.resolve(new Response(JSON.stringify(accepted)))]
  await turns(2_000)
  expect(state.value.phase).toBe('done')
  const bodies = vi.mocked(fetch).mock.calls.map(([, init]) => JSON.parse(init?.body as string) as Submission)
  expect(bodies.map(({ client }) => client)).toEqual([submission.client, submission.client])
})

test('the button tries at once', async () => {
  const { state, retry } = post(submission, () => undefined)
  await turns(10_000)
  const tried = vi.mocked(fetch).mock.calls.length
  answers = [() => Promise.resolve(new Response(JSON.stringify(accepted)))]
  retry()
  await turns()
  expect(state.value.phase).toBe('done')
  expect(fetch).toHaveBeenCalledTimes(tried + 1)
})

test('a refusal for good is said with its reason and not repeated; a busy counter is asked again', async () => {
  answers = [() => Promise.resolve(refusal(429)), () => Promise.resolve(refusal(400))]
  const { state } = post(submission, () => undefined)
  await turns()
  expect(state.value.phase).toBe('failed')
  await turns(60_000)
  expect(state.value).toEqual({ phase: 'refused', sentence: '照片放得太久过期了' })
  expect(fetch).toHaveBeenCalledTimes(2)
  expect(underWay.value).toBe(0)
})

test('what its voter clears is not sent any more', async () => {
  const { withdraw } = post(submission, () => undefined)
  await turns()
  withdraw()
  await turns(120_000)
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(underWay.value).toBe(0)
})

test('it is given up before the counter forgets the pictures that belong to it', async () => {
  post(submission, () => undefined)
  await turns(16 * 60_000)
  expect(underWay.value).toBe(0)
  const tried = vi.mocked(fetch).mock.calls.length
  await turns(60 * 60_000)
  expect(fetch).toHaveBeenCalledTimes(tried)
})
