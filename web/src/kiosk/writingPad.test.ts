// @vitest-environment jsdom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { t } from '../lang/t'
import WritingPad from './parts/WritingPad.vue'

// What the page hears, in order; strokes as how many there were.
let heard: string[]
let pad: VueWrapper
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('ResizeObserver', class { observe = vi.fn(); disconnect = vi.fn() })
  HTMLCanvasElement.prototype.getContext = () => null
  HTMLElement.prototype.setPointerCapture = vi.fn()
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(560)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(560)
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 200, 560, 560))
  heard = []
  pad = mount(WritingPad, {
    props: {
      candidates: [], busy: false, wide: 252, high: 200,
      onStrokes: (strokes) => heard.push(`strokes ${strokes.length}`),
      onPick: (text) => heard.push(`pick ${text}`),
      onType: (text) => heard.push(`type ${text}`),
      onErase: () => heard.push('erase'),
    },
  })
})
afterEach(() => {
  pad.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

type Point = [x: number, y: number]
function finger(type: string, [clientX, clientY]: Point, more: PointerEventInit = {}): Promise<void> {
  const event = new PointerEvent(type, { pointerId: 1, width: 30, height: 30, clientX, clientY, bubbles: true, ...more })
  pad.find('canvas').element.dispatchEvent(event)
  return pad.vm.$nextTick()
}
async function draw(...points: Point[]): Promise<void> {
  await finger('pointerdown', points[0] as Point)
  for (const point of points.slice(1)) await finger('pointermove', point)
  await finger('pointerup', points.at(-1) as Point)
}
const answer = (...candidates: string[]): Promise<void> => pad.setProps({ candidates })
const button = (words: string): Promise<void> => {
  const found = pad.findAll('button').find((b) => b.text() === words)
  if (!found) throw new Error(`no button ${words}`)
  return found.trigger('click')
}

test('a stroke is sent in the pad\'s own pixels, cut at its edge', async () => {
  await draw([110, 210], [150, 210], [9000, 210])
  expect(pad.emitted('strokes')).toEqual([[[[[10, 10], [50, 10], [560, 10]]], 560, 560]])
})

test('after the pause the first is taken, and another replaces it', async () => {
  await draw([110, 210], [500, 210])
  await answer('一', '二')
  await vi.advanceTimersByTimeAsync(1300)
  expect(heard).toEqual(['strokes 1', 'pick 一'])
  await button('二')
  expect(heard).toEqual(['strokes 1', 'pick 一', 'erase', 'pick 二'])
  expect(pad.find('.best').text()).toBe('二')
})

test('candidates of the last character are gone when the next begins', async () => {
  await draw([110, 210], [500, 210])
  await answer('一', '二')
  await vi.advanceTimersByTimeAsync(1300)
  await finger('pointerdown', [110, 210])
  expect(pad.findAll('.candidate')).toHaveLength(0)
})

test('a character taken too early is written on', async () => {
  await draw([110, 210], [500, 210])
  await answer('一')
  await vi.advanceTimersByTimeAsync(1300)
  await button(t('hand.more'))
  await draw([300, 110], [300, 500])
  expect(heard).toEqual(['strokes 1', 'pick 一', 'erase', 'strokes 2'])
})

test.each<[string, PointerEventInit]>([
  ['a second finger', { pointerId: 2 }],
  ['a palm', { pointerId: 2, width: 200 }],
])('%s draws nothing', async (_, other) => {
  await finger('pointerdown', [110, 210])
  await finger('pointerdown', [400, 400], other)
  await finger('pointermove', [410, 410], other)
  await finger('pointerup', [410, 410], other)
  await finger('pointermove', [120, 210])
  await finger('pointerup', [120, 210])
  expect(pad.emitted('strokes')?.map(([strokes]) => strokes)).toEqual([[[[10, 10], [20, 10]]]])
})

test('a palm alone draws nothing', async () => {
  await finger('pointerdown', [110, 210], { width: 200 })
  await finger('pointerup', [110, 210], { width: 200 })
  expect(heard).toEqual([])
})

test('what the system takes back is no stroke', async () => {
  await finger('pointerdown', [110, 210])
  await finger('pointercancel', [110, 210])
  expect(heard).toEqual([])
})

test('an answer without candidates is said', async () => {
  await draw([110, 210], [500, 210])
  await answer()
  expect(pad.text()).toContain(t('hand.none'))
})

test('marks and digits are typed, and the text is erased', async () => {
  await button('，')
  await button('7')
  await button(t('keyboard.erase'))
  expect(heard).toEqual(['type ，', 'type 7', 'erase'])
})

test('nothing is taken after the pad has gone', async () => {
  await draw([110, 210], [500, 210])
  await answer('一')
  pad.unmount()
  await vi.advanceTimersByTimeAsync(5000)
  expect(heard).toEqual(['strokes 1'])
})
