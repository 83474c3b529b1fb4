// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isNews, openLive, retryDelay, socketAddress, type Live } from './socket'
import type { LiveMessage } from './wire'

// A socket the test holds the other end of.
class Wire {
  static readonly OPEN = 1
  static all: Wire[] = []
  readyState = 0
  sent: string[] = []
  closed = false
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  constructor(readonly address: string) { Wire.all.push(this) }
  send(text: string): void { this.sent.push(text) }
  close(): void { this.closed = true }
  accept(): void { this.readyState = Wire.OPEN; this.onopen?.() }
  say(message: object): void { this.onmessage?.({ data: JSON.stringify(message) }) }
  drop(): void { this.readyState = 3; this.onclose?.() }
}

const heard: LiveMessage[] = []
const versions: string[] = []
const links: boolean[] = []
let live: Live

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
  vi.stubGlobal('WebSocket', Wire)
  Wire.all = []
  heard.length = versions.length = links.length = 0
  live = openLive({
    path: '/ws/screens/hall', version: 'a',
    onMessage: (message) => heard.push(message),
    onVersion: (version) => versions.push(version),
    onLink: (up) => links.push(up),
  })
})

afterEach(() => {
  live.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const last = (): Wire => Wire.all.at(-1) as Wire

test.each([[0, 100, 600], [1, 100, 1100], [4, 100, 8100], [9, 100, 15_100], [500, 100, 15_100]])(
  'try %d waits between %d and %d ms', (attempt, least, most) => {
    expect(retryDelay(attempt, 0)).toBe(least)
    expect(retryDelay(attempt, 1)).toBe(most)
  })

test.each([[5, null, true], [5, 4, true], [5, 5, false], [3, 5, false]])('number %d after %s is news: %s', (n, seen, news) => {
  expect(isNews(n, seen)).toBe(news)
})

test('the address follows the page', () => {
  expect(socketAddress('/ws/x', { protocol: 'https:', host: 'box.example.com' })).toBe('wss://box.example.com/ws/x')
  expect(socketAddress('/ws/x', { protocol: 'http:', host: '127.0.0.1:8080' })).toBe('ws://127.0.0.1:8080/ws/x')
})

test('old numbers are dropped, but the first after a new connection is taken whatever its number', async () => {
  last().accept()
  for (const n of [7, 7, 6, 8]) last().say({ type: 'changed', n, version: 'a' })
  expect(heard.map(({ n }) => n)).toEqual([7, 8])
  last().drop()
  await vi.advanceTimersByTimeAsync(1000)
  last().accept()
  last().say({ type: 'changed', n: 2, version: 'a' })
  expect(heard.map(({ n }) => n)).toEqual([7, 8, 2])
  expect(links).toEqual([true, false, true])
})

test('it tries for ever', async () => {
  for (let i = 0; i < 40; i++) {
    last().drop()
    await vi.advanceTimersByTimeAsync(15_200)
  }
  expect(Wire.all).toHaveLength(41)
})

test('what is not JSON harms nothing', () => {
  last().accept()
  last().onmessage?.({ data: 'not json' })
  last().say({ type: 'changed', n: 1, version: 'a' })
  expect(heard).toHaveLength(1)
})

test('another build is reported once', () => {
  last().accept()
  last().say({ type: 'changed', n: 1, version: 'a' })
  last().say({ type: 'changed', n: 2, version: 'b' })
  last().say({ type: 'changed', n: 3, version: 'b' })
  expect(versions).toEqual(['b'])
})

test('sending says whether the line was up', () => {
  expect(live.send({ type: 'health' })).toBe(false)
  last().accept()
  expect(live.send({ type: 'health' })).toBe(true)
  expect(last().sent).toEqual(['{"type":"health"}'])
})

test.each([
  ['a quiet server that answers is left alone', () => Promise.resolve({ ok: true }), 1],
  ['a dead line is dropped and made again', () => Promise.reject(new Error('no route')), 2],
])('%s', async (_, answer, sockets) => {
  vi.stubGlobal('fetch', vi.fn(answer))
  last().accept()
  await vi.advanceTimersByTimeAsync(29_000)
  expect(fetch).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(13_000)
  expect(fetch).toHaveBeenCalledOnce()
  expect(Wire.all).toHaveLength(sockets)
})

test('a closed connection stays closed', async () => {
  live.close()
  expect(last().closed).toBe(true)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(Wire.all).toHaveLength(1)
})
