import { expect, test } from 'vitest'
import { best, draftOf, erase, hear, pick, settle, spell, useComposer, write, type Draft, type Heard } from './composer'

const water: Heard = {
  keys: 'zilaishuiting',
  candidates: [{ text: '自来水停', keys: 13 }, { text: '自来水', keys: 9 }, { text: '自', keys: 2 }],
}
const stop: Heard = { keys: 'ting', candidates: [{ text: '停', keys: 4 }, { text: '听', keys: 4 }] }
const unread: Heard = { keys: 'v', candidates: [] }

const typed = (keys: string, text = ''): Draft => spell(draftOf(text), keys)

test('a phrase that uses a part of the letters leaves the rest', () => {
  const asked = hear(typed('zilaishuiting', '我家'), water)
  const rest = pick(asked, { text: '自来水', keys: 9 })
  expect([rest.text, rest.keys, best(rest)]).toEqual(['我家自来水', 'ting', null])
  const whole = pick(hear(rest, stop), { text: '停', keys: 4 })
  expect([whole.text, whole.keys]).toEqual(['我家自来水停', ''])
})

test('the mark between syllables goes with the phrase before it', () => {
  expect(pick(typed("xi'an"), { text: '西', keys: 2 }).keys).toBe('an')
})

test('answers for other letters change nothing', () => {
  expect(hear(typed('ti'), stop).heard.candidates).toEqual([])
  expect(best(spell(hear(typed('ting'), stop), 'tingl'))).toBeNull()
})

test('a phrase offered a letter ago may still be taken', () => {
  const late = spell(hear(typed('ting'), stop), 'tingl')
  expect(pick(late, { text: '停', keys: 4 }).keys).toBe('l')
})

test.each([
  ['ABC', 'abc'],
  ['zi lai2', 'zilai'],
  ["'xi'an", "xi'an"],
  ['z'.repeat(70), 'z'.repeat(64)],
])('of %j the letters are %j', (keys, clean) => {
  expect(typed(keys).keys).toBe(clean)
})

test('a comma takes the best phrase first', () => {
  const done = write(hear(typed('ting'), stop), '，')
  expect([done.text, done.keys, done.after]).toEqual(['停，', '', ''])
})

test('a comma typed before the answer waits for it, and letters typed meanwhile are not mixed in', () => {
  const waiting = spell(write(typed('ting'), '，'), 'tingx')
  expect([waiting.text, waiting.keys]).toEqual(['', 'ting'])
  expect(hear(waiting, stop).text).toBe('停，')
})

test('a comma waits for the whole of the letters when the first phrase leaves some', () => {
  const part: Heard = { keys: 'tingv', candidates: [{ text: '停', keys: 4 }] }
  const waiting = write(hear(typed('tingv'), part), '。')
  expect([waiting.text, waiting.keys]).toEqual(['停', 'v'])
  expect(hear(waiting, unread)).toEqual(draftOf('停。'))
})

test('letters nobody can read go when something else is written', () => {
  expect(write(hear(typed('v', '水'), unread), '1')).toEqual(draftOf('水1'))
})

test('erasing takes waiting marks, then letters, then whole characters', () => {
  let draft = write(typed('ti', '水𠮷'), '，')
  const seen = []
  for (let touch = 0; touch < 5; touch++) {
    draft = erase(draft)
    seen.push(draft.text + '|' + draft.keys + draft.after)
  }
  expect(seen).toEqual(['水𠮷|ti', '水𠮷|t', '水𠮷|', '水|', '|'])
})

test('erasing the last letter takes its phrases away', () => {
  expect(erase(hear(typed('v'), unread)).heard.candidates).toEqual([])
  expect(erase(hear(typed('t'), { keys: 't', candidates: stop.candidates })).heard.candidates).toEqual([])
})

test.each([
  ['heard', hear(typed('ting', '水'), stop), '水停'],
  ['not heard yet', typed('ting', '水'), '水'],
  ['unreadable', hear(typed('v', '水'), unread), '水'],
  ['none', draftOf('水'), '水'],
])('going on never leaves letters in the text: %s', (_, draft, text) => {
  expect(settle(draft)).toEqual(draftOf(text))
})

test('a page follows its composer', () => {
  const composer = useComposer('', 4)
  composer.spell('ting')
  expect(composer.busy.value).toBe(true)
  composer.hear(stop)
  expect([composer.busy.value, composer.candidates.value.length]).toEqual([false, 2])
  composer.pick({ text: '停', keys: 4 })
  composer.write('123456')
  expect(composer.text.value).toBe('停123')
  composer.erase()
  composer.spell('v')
  expect(composer.settle()).toBe('停12')
  expect(composer.keys.value).toBe('')
})
