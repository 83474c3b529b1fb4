// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import '../../lang/matters'
import type { FollowedMatter, ReplyCard, ShownMatter } from '../../shared/matter'
import AnswerCard from './AnswerCard.vue'
import BigChoices from './BigChoices.vue'
import CodeEntry from './CodeEntry.vue'
import DigitPad from './DigitPad.vue'
import Faces from './Faces.vue'
import MyData from './MyData.vue'
import Receipt from './Receipt.vue'
import StepFrame from './StepFrame.vue'
import Thumbs from './Thumbs.vue'
import VoiceRow from './VoiceRow.vue'

afterEach(() => vi.unstubAllGlobals())

test('a step says where one is and does not let on who is not ready', async () => {
  const step = mount(StepFrame, { props: { step: 2, of: 5, title: '在什么地方？', next: '下一步', ready: false, reason: '还差一点' } })
  expect(step.text()).toContain('第2步，共5步')
  expect(step.findAll('.past')).toHaveLength(2)
  expect(step.find('.onward').attributes('disabled')).toBeDefined()
  expect(step.find('[role=status]').text()).toBe('还差一点')
  await step.setProps({ ready: true })
  await step.find('.onward').trigger('click')
  expect(step.emitted('next')).toHaveLength(1)
})

test('buttons that stay pressed say so, others do not', () => {
  const choices = [{ key: 'a', label: '甲' }, { key: 'b', label: '乙' }]
  const kept = mount(BigChoices, { props: { choices, chosen: ['b'], columns: 2, label: 'x' } })
  expect(kept.findAll('button').map((one) => one.attributes('aria-pressed'))).toEqual(['false', 'true'])
  const ways = mount(BigChoices, { props: { choices, columns: 2, label: 'x' } })
  expect(ways.find('button').attributes('aria-pressed')).toBeUndefined()
})

test('digits come from the glass and from the USB port', async () => {
  const digits: string[] = []
  const erased = vi.fn()
  const pad = mount(DigitPad, { props: { empty: false, onDigit: (one) => digits.push(one), onErase: erased }, attachTo: document.body })
  await pad.findAll('button').find((one) => one.text() === '7')?.trigger('click')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '8' }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }))
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace' }))
  pad.unmount()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '9' }))
  expect(digits).toEqual(['7', '8'])
  expect(erased).toHaveBeenCalledTimes(1)
})

test('a code is looked up only when it is whole', async () => {
  const props = { code: '12345', most: 12, fault: '', busy: false, upright: true }
  const entry = mount(CodeEntry, { props })
  expect(entry.text()).toContain('还差 7 位')
  expect(entry.find('.onward').attributes('disabled')).toBeDefined()
  await entry.setProps({ code: '123456789012', fault: '没有找到' })
  expect(entry.find('[role=alert]').text()).toBe('没有找到')
  await entry.find('.onward').trigger('click')
  expect(entry.emitted('look')).toHaveLength(1)
})

test('a receipt shows the code in groups, and never a name', () => {
  const slip = mount(Receipt, {
    props: {
      code: '123456789012', number: '1', qr: '/q', page: 'HTTP://A/T/1', unverified: false, masked: '您写的身份证号已经遮住', printer: false,
      printing: '', upright: true,
    },
  })
  expect(slip.findAll('.digits span').map((one) => one.text())).toEqual(['1234', '5678', '9012'])
  expect(slip.text()).toContain('3 个工作日内决定是否受理')
  expect(slip.text()).toContain('身份证号')
  expect(slip.text()).not.toContain('打印小票')
})

const reply: ReplyCard = {
  decided: '换了井盖', why_not: '', next: '', call: '', class_label: '已经解决',
  by: { unit: '镇城建办', name: '某某', post: '主任', phone: '0570-0000031' }, at: '2026-11-20', photos: [],
}

test('an answer card leaves out what was not said, and always says whom to ask', () => {
  const card = mount(AnswerCard, { props: { reply, day: '11月20日' } })
  expect(card.findAll('h3').map((one) => one.text())).toEqual(['办了什么', '找谁'])
  expect(card.text()).toContain('0570-0000031')
})

test('three faces say what they mean', async () => {
  const row = mount(Faces)
  expect(row.findAll('button').map((one) => one.text())).toEqual(['满意', '基本满意', '不满意'])
  await row.find('.unsatisfied').trigger('click')
  expect(row.emitted('pick')).toEqual([['unsatisfied']])
})

test('own data can be deleted as long as there is any', () => {
  const matter = { contact: { name: '张某某', phone: '138****1234' }, told: true, retention: '' } as FollowedMatter
  expect(mount(MyData, { props: { matter, note: '' } }).text()).toContain('删除我的联系方式')
  const gone = mount(MyData, { props: { matter: { ...matter, contact: null, told: false }, note: '' } })
  expect(gone.text()).not.toContain('全部删除')
  expect(gone.text()).toContain('没有留姓名和电话')
})

test('pictures can be taken back one by one', async () => {
  const thumbs = mount(Thumbs, { props: { photos: ['/a', '/b'] } })
  expect(thumbs.text()).toContain('收到 2 张')
  await thumbs.findAll('button')[1]?.trigger('click')
  expect(thumbs.emitted('drop')).toEqual([['/b']])
})

const voice = {
  id: 'm1', title: '路灯不亮', place: '', category: '道路', unit: '', text: '<b>晚上</b>', result: '', label: '办理中', days_left: 3, late: false,
  closed_on: '', me_too: 2,
} as unknown as ShownMatter

test('a public matter says how long is left, and "me too" counts once', async () => {
  const row = mount(VoiceRow, { props: { voice, people: 2, thanked: false } })
  expect(row.text()).toContain('还有 3 天答复')
  expect(row.text()).toContain('2 人也遇到了')
  expect(row.text()).toContain('<b>晚上</b>')
  await row.find('button').trigger('click')
  expect(row.emitted('join')).toHaveLength(1)
  await row.setProps({ thanked: true })
  expect(row.find('button').attributes('disabled')).toBeDefined()
  await row.setProps({ voice: { ...voice, days_left: -4, late: true } })
  expect(row.text()).toContain('过了时限 4 天')
})
