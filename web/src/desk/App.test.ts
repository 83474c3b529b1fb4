// @vitest-environment jsdom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import App from './App.vue'
import { detail, first, guest, row, today } from './sample'

let desk: VueWrapper
let inside: boolean
let sent: { method: string; path: string; body: unknown }[]
let refuse: { status: number; code: string } | null
let live: { onopen?: () => void; onclose?: () => void; onmessage?: (event: { data: string }) => void } | null

function answer(method: string, path: string): [number, unknown] {
  if (path === 'session' && method === 'POST') inside = true
  if (path === 'setup') return [200, { open: false }]
  if (!inside) return [401, { code: 'unauthorized', detail: '请先登录。' }]
  if (method === 'POST' && refuse) return [refuse.status, { code: refuse.code, detail: '不行。' }]
  if (path === 'session') return [200, guest]
  if (path === 'first') return [200, first]
  if (path === 'sessions') return [200, []]
  if (path === 'today') return [200, today]
  if (path.endsWith('/reveal')) return [200, { name: '张桂兰', phone: '13800001234' }]
  if (path.startsWith('matters/')) return [200, detail]
  return [200, { total: 1, items: [row], facets: {} }]
}

beforeEach(async () => {
  inside = true
  sent = []
  refuse = live = null
  localStorage.clear()
  document.documentElement.lang = 'zh-CN'
  document.title = '联络站工作台'
  vi.stubGlobal('ResizeObserver', class { observe = vi.fn(); unobserve = vi.fn(); disconnect = vi.fn() })
  vi.stubGlobal('WebSocket', class {
    static OPEN = 1
    readyState = 1
    constructor() {
      live = this as never
    }
    send(): void { /* nobody listens */ }
    close(): void { /* nobody listens */ }
  })
  vi.stubGlobal('fetch', vi.fn((address: string, options: RequestInit = {}) => {
    const { method = 'GET' } = options
    const path = address.replace('/api/v1/desk/', '').replace(/\?.*/, '')
    if (method !== 'GET') sent.push({ method, path, body: JSON.parse(String(options.body ?? 'null')) })
    const [status, body] = answer(method, path)
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  }))
  history.replaceState(null, '', '/desk')
})
afterEach(() => {
  desk.unmount()
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

async function open(query = ''): Promise<void> {
  history.replaceState(null, '', `/desk${query}`)
  desk = mount(App, { attachTo: document.body })
  await settle()
}

async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

// Dialogs hang on the body, so the whole document is looked through.
async function press(words: string, last = false): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].filter((one) => one.textContent?.trim() === words)
  const one = last ? found.at(-1) : found[0]
  if (!one) throw new Error(`no button says ${words}: ${document.body.textContent}`)
  one.click()
  await settle()
}

async function type(selector: string, words: string): Promise<void> {
  const field = [...document.querySelectorAll<HTMLTextAreaElement>(selector)].at(-1)
  if (!field) throw new Error(`no ${selector}`)
  field.value = words
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
}

// Colours need a real browser; everything else axe can see in jsdom.
async function faults(): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], rules: { 'color-contrast': { enabled: false } },
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test.each([
  ['', '触摸屏前有 1 位选民请您代录'], ['?at=matters', '共 1 件'], ['?at=register', '写好了，念给选民听'], ['?at=matters&open=m1', '选民原话'],
  ['?at=own', '动态验证码'],
])('the screen at %s stands and can be used by everybody', async (query, words) => {
  await open(query)
  expect(document.body.textContent).toContain(words)
  expect(await faults()).toEqual([])
}, 20_000)

test('the menu shows what the role may do, and nothing else', async () => {
  await open()
  const menu = desk.find('nav').text()
  for (const shown of ['今天', '事项', '登记', '代表建议', '我的账号']) expect(menu).toContain(shown)
  for (const hidden of ['账号设置', '审计', '公开', '接待登记', '写给我的事项']) expect(menu).not.toContain(hidden)
})

test('a step is sent with what was seen; overtaken by somebody, nothing typed is lost', async () => {
  await open('?at=matters&open=m1')
  await press('督促与上报')
  await press('催办')
  await press('快到期')
  refuse = { status: 409, code: 'record_changed' }
  await press('催办', true)
  expect(sent.at(-1)).toEqual({ method: 'POST', path: 'matters/m1/events', body: { type: 'urged', data: { text: '请抓紧办理。' }, note: '', base: 'r1' } })
  expect(document.body.textContent).toContain('刚被别人改过')
  refuse = null
  await press('看最新情况')
  await press('催办', true)
  expect(sent.at(-1)?.body).toMatchObject({ data: { text: '请抓紧办理。' } })
  expect(document.body.textContent).toContain('已办：催办')
})

test('a half-written note is hidden behind the door and there again after it', async () => {
  await open('?at=matters&open=m1')
  await press('说明')
  await press('写内部备注')
  await type('textarea', '写到一半')
  inside = false
  await press('写内部备注', true)
  expect(document.body.classList.contains('shut')).toBe(true)
  expect(document.body.textContent).toContain('没写完的内容还在')
  expect(desk.find('.inside').isVisible()).toBe(false)
  await type('input[type=password]', 'bai yu lan kai le ma')
  await press('登录')
  expect(document.body.classList.contains('shut')).toBe(false)
  expect(desk.find('.inside').isVisible()).toBe(true)
  expect(document.querySelector<HTMLTextAreaElement>('.el-dialog textarea')?.value).toBe('写到一半')
})

test('full contact needs a reason', async () => {
  await open('?at=matters&open=m1')
  expect(document.body.textContent).not.toContain('13800001234')
  await press('查看完整信息')
  await press('打电话核实情况')
  await press('查看')
  expect(sent.at(-1)).toMatchObject({ path: 'matters/m1/reveal', body: { reason: '打电话核实情况' } })
  expect(document.body.textContent).toContain('13800001234')
})

test('a late event that did not fit is settled by a note that names it', async () => {
  await open('?at=matters&open=m1')
  expect(document.body.textContent).toContain('已经办结。')
  await press('写明怎么处理')
  await type('textarea', '已电话告知县里')
  await press('写内部备注', true)
  expect(sent.at(-1)?.body).toMatchObject({ type: 'noted', data: { text: '已电话告知县里' }, note: 'decided:e3' })
})

test('the bell counts what comes in, a lost line is said, and a line that is back asks again', async () => {
  await open()
  live?.onopen?.()
  live?.onmessage?.({ data: JSON.stringify({ type: 'ring', n: 1, version: '', what: 'matter', id: 'm9' }) })
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(desk.find('header').text()).toContain('1 件新的')
  live?.onclose?.()
  await settle()
  expect(desk.find('header').text()).toContain('连接断开，正在重连')
})

test('a line that breaks because the session is over leads to the door', async () => {
  await open()
  live?.onopen?.()
  inside = false
  live?.onclose?.()
  await settle()
  expect(desk.find('.inside').isVisible()).toBe(false)
  expect(desk.text()).toContain('登录已经结束')
})
