// @vitest-environment jsdom
import { mount, type VueWrapper } from '@vue/test-utils'
import { nextTick, ref } from 'vue'
import { expect, test } from 'vitest'
import type { Phrase } from '../composer'
import { useComposer } from '../composer'
import PhraseKeyboard from './PhraseKeyboard.vue'

const water: Phrase[] = [{ text: '自来水', keys: 3 }, { text: '在历史', keys: 3 }, { text: '自', keys: 1 }]
const many: Phrase[] = [...'型乡信系须需项象现形线血姓辖喜选香响行下'].map((text) => ({ text, keys: 1 }))

function keyboard(props: Partial<InstanceType<typeof PhraseKeyboard>['$props']> = {}): VueWrapper {
  return mount(PhraseKeyboard, { props: { candidates: [], keys: '', busy: false, wide: 252, rows: 2, ...props } })
}

async function touch(part: VueWrapper, word: string): Promise<void> {
  const key = part.findAll('button').find((button) => button.text() === word)
  if (!key) throw new Error(`no key ${word}`)
  await key.trigger('click')
}

test('letters lengthen the composition, marks and digits are typed, one key erases', async () => {
  const part = keyboard({ keys: 'zl' })
  await touch(part, 's')
  await touch(part, "'")
  await touch(part, '，')
  await touch(part, '数字标点')
  await touch(part, '7')
  await touch(part, '删一个')
  await touch(part, '回到拼音')
  expect(part.emitted()).toMatchObject({ keys: [['zls'], ["zl'"]], type: [['，'], ['7']], erase: [[]] })
  expect(part.findAll('button').some((button) => button.text() === 'q')).toBe(true)
  part.unmount()
})

test('a wide panel shows digits beside the letters and needs no second layer', () => {
  const part = keyboard({ wide: 460 })
  const words = part.findAll('button').map((button) => button.text())
  expect(words).toEqual(expect.arrayContaining(['q', '7', '？']))
  expect(words).not.toContain('数字标点')
  part.unmount()
})

test('candidates are picked, and paged by two buttons', async () => {
  const part = keyboard({ keys: 'x', candidates: many })
  expect(part.text()).toContain('型')
  expect(part.text()).not.toContain('下')
  await touch(part, '更多')
  await touch(part, '下')
  expect(part.emitted('pick')).toEqual([[{ text: '下', keys: 1 }]])
  await part.setProps({ candidates: water })
  await touch(part, '自来水')
  expect(part.emitted('pick')).toHaveLength(2)
  part.unmount()
})

test('the large key takes the first candidate once it belongs to the letters in sight', async () => {
  const part = keyboard({ keys: 'zls', candidates: water, busy: true })
  await touch(part, '选第一个')
  expect(part.emitted('pick')).toBeUndefined()
  await part.setProps({ busy: false })
  await touch(part, '选第一个')
  expect(part.emitted('pick')).toEqual([[water[0]]])
  part.unmount()
})

test('says what to do when nothing is typed, and when nothing can be read', async () => {
  const part = keyboard()
  expect(part.find('output').text()).toContain('zls')
  await part.setProps({ keys: 'vv' })
  expect(part.find('output').text()).toContain('拼不出字')
  await part.setProps({ busy: true })
  expect(part.find('output').text()).toBe('vv')
  part.unmount()
})

test('a keyboard on the USB port writes with the composer, and is let go with the page', async () => {
  const composer = useComposer('', 500)
  const shown = ref(true)
  const page = mount({
    components: { PhraseKeyboard },
    setup: () => ({ ...composer, shown }),
    template: `<PhraseKeyboard v-if="shown" :candidates="candidates" :keys="keys" :busy="busy" :wide="252"
      :rows="1" @keys="spell" @pick="pick" @type="write" @erase="erase" />`,
  })
  const strike = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      dispatchEvent(new KeyboardEvent('keydown', { key }))
      await nextTick()
    }
  }
  await strike('Z', 'l', 's', 'x', 'Backspace')
  expect(composer.keys.value).toBe('zls')
  composer.hear({ keys: 'zls', candidates: water })
  await nextTick()
  await strike('2', '3', '.')
  expect(composer.text.value).toBe('在历史3。')
  shown.value = false
  await nextTick()
  await strike('z')
  expect(composer.keys.value).toBe('')
  page.unmount()
})
