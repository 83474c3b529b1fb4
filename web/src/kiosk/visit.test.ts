// @vitest-environment jsdom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import receptions from '../../../kiosk/testdata/receptions.golden.json'
import station from '../../../kiosk/testdata/station.golden.json'
import { reloadWhenServed } from '../shared/reload'
import type { Submission } from '../shared/matter'
import type { KioskFirst } from '../shared/wire'
import App from './App.vue'
import * as matters from './pages/matters'

vi.mock('../shared/reload', () => ({ reloadWhenServed: vi.fn(() => Promise.resolve()) }))

const options = {
  categories: [{ id: 'road', label: '道路', phrases: ['路灯不亮', '路面坏了'] }], villages: ['石桥村'], roads: [],
  notice: { version: '2026-11', text: ['只用来办这件事。'], keep: '2年' }, input: { handwriting: false, voice: false, phrases: true },
  printer: false,
}
const accepted = {
  code: '123456789012', id: 'm1', masked: ['身份证号'], state: 'registered', page: 'HTTP://A/T/1', receipt: { number: '1' },
}
let sent: Submission[]
let away = false
let kiosk: VueWrapper

function answerOf(address: string, init?: RequestInit): unknown {
  if (address.endsWith('/api/v1/matters') && init?.method === 'POST') {
    sent.push(JSON.parse(init.body as string) as Submission)
    if (away) throw new TypeError('away')
    return accepted
  }
  if (address.includes('matter-options')) return options
  if (address.includes('drafts')) return { token: 'f'.repeat(32), qr: '', page: '', state: 'open', photos: [], words: '' }
  if (address.includes('receptions')) return receptions
  return address.includes('station') ? station : { total: 0, items: [] }
}

beforeEach(async () => {
  vi.useFakeTimers()
  sent = []
  away = false
  vi.stubGlobal('WebSocket', class { static OPEN = 1; close(): void { /* nobody listens */ } })
  vi.stubGlobal('ResizeObserver', class { observe = vi.fn(); disconnect = vi.fn() })
  vi.stubGlobal('fetch', vi.fn(async (address: string, init?: RequestInit) => {
    if (address.includes('wait=')) await new Promise((resolve) => setTimeout(resolve, 2_000))
    return new Response(JSON.stringify(answerOf(address, init)))
  }))
  performance.clearResourceTimings ??= () => undefined
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

async function settle(): Promise<void> {
  expect(matters.Intake).toBeDefined()
  for (let i = 0; i < 5; i++) {
    await flushPromises()
    await vi.advanceTimersByTimeAsync(1)
  }
}

async function tap(...labels: string[]): Promise<void> {
  for (const label of labels) {
    const button = kiosk.findAll('button').find((one) => one.text() === label) ?? kiosk.findAll('button').find((one) => one.text().includes(label))
    if (!button) throw new Error(`no button says ${label}: ${kiosk.text()}`)
    await button.trigger('click')
    await settle()
  }
}

const toCheck = ['我要反映', '道路', '路灯不亮', '下一步', '石桥村', '下一步', '下一步', '不加照片', '不留', '同意']

async function pass(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000)
  await settle()
}

test('nothing is handed in before the ten seconds are over, then once', async () => {
  await tap(...toCheck, '提交')
  await pass(8)
  expect(sent).toHaveLength(0)
  expect(kiosk.text()).toContain('现在还没有提交')
  await pass(3)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ category: 'road', words: '路灯不亮。', village: '石桥村', anonymous: true, consent: '2026-11' })
  expect(kiosk.text()).toContain('身份证号已经遮住')
})

test('taken back, it is not sent and can be changed', async () => {
  await tap(...toCheck, '提交', '撤回')
  await pass(30)
  expect(sent).toHaveLength(0)
  await tap('改', '道路', '路面坏了', '改好了')
  expect(kiosk.text()).toContain('路灯不亮；路面坏了。')
})

test('a form is waited for two minutes, then all of it is gone and the page is renewed', async () => {
  await tap('我要反映', '道路', '路灯不亮', '下一步', '石桥村')
  await pass(95)
  expect(kiosk.text()).toContain('石桥村')
  expect(kiosk.text()).not.toContain('还在使用吗')
  await pass(10)
  expect(kiosk.text()).toContain('还在使用吗')
  await pass(20)
  expect(kiosk.text()).toContain('轻触屏幕开始')
  expect(document.body.innerHTML).not.toContain('路灯不亮')
  expect(history.state).toBeNull()
  expect(location.pathname).toBe('/kiosk/attract')
  expect(reloadWhenServed).toHaveBeenCalled()
  expect(sent).toHaveLength(0)
})

test('a station that is away keeps the answers, and who walks off is not forgotten', async () => {
  away = true
  await tap(...toCheck, '提交', '马上提交')
  expect(kiosk.text()).toContain('没有送到，再试一次')
  await pass(125)
  expect(kiosk.text()).toContain('轻触屏幕开始')
  away = false
  const before = sent.length
  await pass(15)
  expect(sent.length).toBe(before + 1)
  expect(new Set(sent.map(({ client }) => client)).size).toBe(1)
  expect(document.body.innerHTML).not.toContain('路灯不亮')
})

test('who clears the page takes back what was not delivered', async () => {
  away = true
  await tap(...toCheck, '提交', '马上提交', '结束并清除', '对，都清掉')
  const before = sent.length
  away = false
  await pass(60)
  expect(sent).toHaveLength(before)
})

test('an officer who writes is not hurried', async () => {
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const address = input as string
    if (address.includes('wait=')) await new Promise((resolve) => setTimeout(resolve, 2_000))
    const answer = answerOf(address, init) as object
    return new Response(JSON.stringify(address.includes('drafts') ? { ...answer, state: 'opened', written_by: '某某' } : answer))
  })
  await tap('我要反映', '道路', '路灯不亮', '下一步', '石桥村', '下一步', '请工作人员代写')
  await pass(3)
  expect(kiosk.text()).toContain('某某正在帮您写')
  await pass(600)
  expect(kiosk.text()).toContain('某某正在帮您写')
})
