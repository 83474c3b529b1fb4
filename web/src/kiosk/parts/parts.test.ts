// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import days from '../../../../kiosk/testdata/receptions.golden.json'
import type { Reception } from '../../shared/wire'
import IdleRing from './IdleRing.vue'
import Keyboard from './Keyboard.vue'
import Masthead from './Masthead.vue'
import Pager from './Pager.vue'
import Portrait from './Portrait.vue'
import Progress from './Progress.vue'
import ReceptionRow from './ReceptionRow.vue'
import Text from './Text.vue'
import TierCounts from './TierCounts.vue'

const labels = {
  national: '全国人大代表', provincial: '省人大代表', prefecture: '市人大代表', county: '县人大代表', township: '镇人大代表',
}

test.each([
  [100, false, '已完成', 'done'],
  [100, true, '已完成', 'done'],
  [67, false, '完成 67%', 'open'],
  [90, true, '超过时限，还没完成', 'late'],
])('progress %d (overdue %s) is said in words: %s', (percent, overdue, words, tone) => {
  const bar = mount(Progress, { props: { percent, overdue } })
  expect(bar.text()).toContain(words)
  expect(bar.classes()).toContain(tone)
  expect(bar.find('[role=progressbar]').attributes('aria-valuenow')).toBe(String(percent))
  expect(bar.find('svg').exists()).toBe(true)
})

test.each([
  ['equal', 98, false],
  ['never announced', null, false],
  ['different', 100, true],
  ['announced as none', 0, true],
])('the announced number is shown only when it differs: %s', (_, declared, shown) => {
  const counts = { deputies: 98, by_tier: { county: 18, township: 80 } }
  const part = mount(TierCounts, { props: { counts, declared, labels } })
  expect(part.text()).toContain('98 位')
  expect(part.text().includes('以名册为准')).toBe(shown)
  expect(part.findAll('li')).toHaveLength(2)
})

test('a person without a photo, or with a broken one, is shown by the surname', async () => {
  expect(mount(Portrait, { props: { src: '', name: '欧阳静' } }).text()).toBe('欧')
  const broken = mount(Portrait, { props: { src: '/gone.jpg', name: '林海涵' } })
  expect(broken.find('img').attributes('alt')).toBe('林海涵的照片')
  await broken.find('img').trigger('error')
  expect(broken.text()).toBe('林')
  await broken.setProps({ src: '/new.jpg' })
  expect(broken.find('img').exists()).toBe(true)
})

test('the pager turns one leaf at a time and stops at both ends', async () => {
  const pager = mount(Pager, { props: { leaf: 0, leaves: 3 } })
  const [before, after] = pager.findAll('button')
  expect(before?.attributes('disabled')).toBeDefined()
  await after?.trigger('click')
  expect(pager.emitted('turn')).toEqual([[1]])
  await pager.setProps({ leaf: 2 })
  expect(after?.attributes('disabled')).toBeDefined()
  expect(pager.text()).toContain('第 3 页，共 3 页')
  expect(pager.findAll('i')).toHaveLength(3)
})

test('keys on the glass and on the USB port type alike', async () => {
  const typed: string[] = []
  const keyboard = mount(Keyboard, { props: { text: 'w', onType: (text) => typed.push(text) }, attachTo: document.body })
  await keyboard.findAll('.key').find((key) => key.text() === 'l')?.trigger('click')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'X' }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', ctrlKey: true }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace' }))
  keyboard.unmount()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'y' }))
  expect(typed).toEqual(['wl', 'wx', ''])
})

test('the masthead says when its clock or its line cannot be trusted', async () => {
  const props = {
    name: '白石镇中心联络站', brand: '', date: '2026-11-21', time: '09:05', lunar: '十月十三', untrusted: false, linked: true,
    half: false,
  }
  const masthead = mount(Masthead, { props })
  expect(masthead.text()).toContain('11月21日 星期六')
  expect(masthead.text()).toContain('农历十月十三')
  expect(masthead.find('[role=status]').exists()).toBe(false)
  await masthead.setProps({ untrusted: true, linked: false })
  expect(masthead.find('[role=status]').text()).toBe('时间未校准正在重新连接')
})

test('a reception day of many shows a few and counts all', () => {
  const [golden] = days.items as [Reception]
  const crowd = Array.from({ length: 30 }, (_, i) => ({ id: `d${i}`, name: `代表${i}`, thumb: '', code: '' }))
  const row = mount(ReceptionRow, { props: { day: { ...golden, deputies: crowd }, today: golden.date, faces: 3 } })
  expect(row.text()).toContain('等 30 位代表')
  expect(row.findAll('.faces > span')).toHaveLength(3)
  expect(row.text()).toContain('今天')
})

test('the ring counts down and any touch stays', async () => {
  const ring = mount(IdleRing, { props: { left: 12, of: 20, low: false } })
  expect(ring.text()).toContain('12 秒后回到开始画面')
  await ring.find('button').trigger('click')
  await ring.trigger('click')
  expect(ring.emitted('stay')).toHaveLength(2)
})

test('a text is parted at its empty lines, and markup in it stays text', () => {
  const text = mount(Text, { props: { text: '一\n二\n\n<b>三</b>' } })
  expect(text.findAll('p').map((part) => part.text())).toEqual(['一\n二', '<b>三</b>'])
  expect(text.find('b').exists()).toBe(false)
})
