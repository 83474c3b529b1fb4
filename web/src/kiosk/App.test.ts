// @vitest-environment jsdom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import deputies from '../../../kiosk/testdata/deputies.golden.json'
import deputy from '../../../kiosk/testdata/deputy.golden.json'
import letters from '../../../kiosk/testdata/letters.golden.json'
import receptions from '../../../kiosk/testdata/receptions.golden.json'
import station from '../../../kiosk/testdata/station.golden.json'
import type { KioskFirst } from '../shared/wire'
import App from './App.vue'
import * as inner from './pages/inner'
import Attract from './pages/Attract.vue'

const answers: [RegExp, unknown][] = [
  [/deputies\/\w+/, deputy], [/deputies/, deputies], [/letters/, letters], [/receptions/, receptions], [/station/, station],
  [/./, { total: 0, items: [] }],
]
let kiosk: VueWrapper

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', class { static OPEN = 1; close(): void { /* nobody listens */ } })
  vi.stubGlobal('ResizeObserver', class { observe = vi.fn(); disconnect = vi.fn() })
  vi.stubGlobal('fetch', vi.fn((address: string) =>
    Promise.resolve(new Response(JSON.stringify(answers.find(([path]) => path.test(address))?.[1])))))
  history.replaceState(null, '', '/kiosk')
  const first = { station, receptions: receptions.items, screen: null, version: 'a' } as unknown as KioskFirst
  kiosk = mount(App, { props: { first }, attachTo: document.body })
  await settle()
})
afterEach(() => {
  kiosk.unmount()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

// The pages come in a chunk of their own; having imported it here, it is only a few turns away.
async function settle(): Promise<void> {
  expect(inner.Deputy).toBeDefined()
  expect(Attract).toBeDefined()
  for (let i = 0; i < 5; i++) {
    await flushPromises()
    await vi.advanceTimersByTimeAsync(1)
  }
}

async function tap(label: string): Promise<void> {
  const button = kiosk.findAll('button').find((one) => one.text().includes(label))
  if (!button) throw new Error(`no button says ${label}: ${kiosk.text()}`)
  await button.trigger('click')
  await settle()
}

test('the home page stands on the first data, and hides what turns out to be empty', async () => {
  expect(fetch).not.toHaveBeenCalled()
  expect(kiosk.text()).toContain('白石镇中心联络站')
  expect(kiosk.text()).toContain('找代表')
  await vi.advanceTimersByTimeAsync(4000)
  expect(kiosk.text()).not.toContain('民生实事')
})

// A tile that moves between the first frame and the second is not where the finger comes down.
test('home stands in its place at once, whenever it is opened', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1026)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(1566)
  await tap('找代表')
  await tap('返回首页')
  expect(kiosk.find('.tiles').classes()).toContain('columns2')
  vi.restoreAllMocks()
})

test('a visit ends without a trace', async () => {
  await tap('大字')
  await tap('找代表')
  await tap('打字找')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'q' }))
  await settle()
  expect(kiosk.find('output').text()).toBe('q')
  expect(document.documentElement.hasAttribute('data-large')).toBe(true)

  await vi.advanceTimersByTimeAsync(71_000)
  expect(kiosk.text()).toContain('还在使用吗？')
  await vi.advanceTimersByTimeAsync(21_000)
  await settle()

  expect(location.pathname).toBe('/kiosk/attract')
  expect(kiosk.find('output').exists()).toBe(false)
  expect(kiosk.text()).toContain('轻触屏幕开始')
  expect(document.documentElement.hasAttribute('data-large')).toBe(false)

  await kiosk.find('.attract').trigger('click')
  await settle()
  expect(location.pathname).toBe('/kiosk')
  await tap('找代表')
  await tap('打字找')
  expect(kiosk.find('output').text()).toContain('例如')
})

test('steps lead deeper and back', async () => {
  await tap('找代表')
  await tap('按姓氏找')
  await tap('1 位')
  expect(location.pathname).toMatch(/^\/kiosk\/faces\/letter\//)
  await tap('上一步')
  expect(kiosk.find('.letters').exists()).toBe(true)
  await tap('返回首页')
  expect(kiosk.text()).not.toContain('上一步')
})
