import { describe, expect, test } from 'vitest'
import { dueAt, emptyPad, pauseOf, touched, type Pad, type Said, type Stroke, type Touch } from './strokes'

const line: Stroke = [[10, 10], [90, 10]]
const down = (at: number): Touch => ({ what: 'down', at })
const up = (at: number): Touch => ({ what: 'up', at, stroke: line })
const stroke = (at: number): Touch[] => [down(at), up(at + 200)]
const answer: Touch = { what: 'answer', first: '路' }
const wait = (at: number): Touch => ({ what: 'wait', at, first: '路' })
const choose = (text: string): Touch => ({ what: 'choose', text })
const type: Touch = { what: 'type', text: '，', first: '路' }
const undo = (at: number): Touch => ({ what: 'undo', at })

/** Lives through some touches; strokes that were sent are counted, the rest is written down. */
function live(touches: Touch[]): { pad: Pad; sent: number; text: string } {
  let pad = emptyPad
  const says: Said[] = []
  for (const touch of touches) {
    const next = touched(pad, touch)
    pad = next.pad
    says.push(...next.says)
  }
  let text = ''
  for (const said of says) {
    if (said.what === 'erase') text = text.slice(0, -1)
    else if (said.what !== 'strokes') text += said.text
  }
  return { pad, sent: says.filter((said) => said.what === 'strokes').length, text }
}

describe('what comes of touches', () => {
  test.each<[string, Touch[], string, Pad['phase'], number]>([
    ['nothing yet', [], '', 'empty', 0],
    ['a stroke is asked about', stroke(0), '', 'writing', 1],
    ['each stroke is asked about', [...stroke(0), ...stroke(400)], '', 'writing', 2],
    ['the pause is not over', [...stroke(0), answer, wait(1399)], '', 'writing', 1],
    ['the pause takes the first', [...stroke(0), answer, wait(1400)], '路', 'taken', 1],
    ['no answer, nothing taken', [...stroke(0), wait(9000)], '', 'writing', 1],
    ['an answer without candidates', [...stroke(0), { what: 'answer', first: undefined }, { what: 'wait', at: 9000, first: undefined }], '', 'writing', 1],
    ['the answer to fewer strokes does not count', [...stroke(0), answer, ...stroke(900), wait(9000)], '', 'writing', 2],
    ['nothing is taken under the finger', [...stroke(0), answer, down(500), wait(9000)], '', 'writing', 1],
    ['choosing needs no pause', [...stroke(0), answer, choose('跟')], '跟', 'taken', 1],
    ['choosing again replaces', [...stroke(0), answer, wait(1400), choose('跟'), choose('足')], '足', 'taken', 1],
    ['choosing the same again changes nothing', [...stroke(0), answer, wait(1400), choose('路')], '路', 'taken', 1],
    ['a stroke after the pause begins the next character', [...stroke(0), answer, wait(1400), ...stroke(2000), answer, wait(3400)], '路路', 'taken', 2],
    ['the next character does not replace the last', [...stroke(0), answer, wait(1400), ...stroke(2000), answer, choose('灯')], '路灯', 'taken', 2],
    ['a mark after a character', [...stroke(0), answer, wait(1400), type], '路，', 'empty', 1],
    ['a mark before the pause is over', [...stroke(0), answer, type], '路，', 'empty', 1],
    ['a mark before the answer waits for it', [...stroke(0), type, type, answer], '路，，', 'empty', 1],
    ['a mark alone', [type], '，', 'empty', 0],
    ['after a mark there is nothing to replace', [...stroke(0), answer, type, choose('跟')], '路，', 'empty', 1],
    ['the last stroke away', [...stroke(0), ...stroke(400), undo(700)], '', 'writing', 3],
    ['the only stroke away', [...stroke(0), undo(300)], '', 'empty', 1],
    ['taken too early: written on', [...stroke(0), answer, wait(1400), undo(2000), ...stroke(2500), answer, wait(3900)], '路', 'taken', 2],
    ['taken too early: waits for the next stroke', [...stroke(0), answer, wait(1400), undo(2000), wait(99000)], '', 'writing', 1],
    ['the pad wiped', [...stroke(0), answer, { what: 'clear' }, wait(9000)], '', 'empty', 1],
    ['wiping the pad keeps what was taken', [...stroke(0), answer, wait(1400), { what: 'clear' }], '路', 'empty', 1],
    ['a late answer to a wiped pad', [...stroke(0), { what: 'clear' }, answer, wait(9000)], '', 'empty', 1],
    ['erasing ink', [...stroke(0), answer, { what: 'erase' }, wait(9000)], '', 'empty', 1],
    ['erasing text', [...stroke(0), answer, wait(1400), { what: 'erase' }], '', 'empty', 1],
    ['after erasing nothing is replaced', [type, ...stroke(0), answer, wait(1400), { what: 'erase' }, choose('跟')], '，', 'empty', 1],
    ['a palm', [down(0), { what: 'cancel', at: 50 }], '', 'empty', 0],
    ['a palm puts the end off', [...stroke(0), answer, down(900), { what: 'cancel', at: 1000 }, wait(1400)], '', 'writing', 1],
    ['a stroke nobody began', [up(5)], '', 'empty', 0],
  ])('%s', (_, touches, text, phase, sent) => {
    const end = live(touches)
    expect([end.text, end.pad.phase, end.sent]).toEqual([text, phase, sent])
  })
})

test('taking a stroke away puts the end of the character off', () => {
  const { pad } = live([...stroke(0), ...stroke(400), undo(5000), answer])
  expect(dueAt(pad)).toBe(6200)
})

test.each<[string, number[], number]>([
  ['nobody known', [], 1200],
  ['three gaps are no habit', [900, 900, 900], 1200],
  ['a quick hand', [200, 150, 300, 250], 1200],
  ['a slow hand', [900, 800, 1000, 950], 1900],
  ['a very slow hand', [2500, 2600, 2700, 2800], 3000],
  ['one long look out of the window', [200, 200, 9000, 200, 300], 1200],
])('the pause of %s', (_, gaps, pause) => {
  expect(pauseOf(gaps)).toBe(pause)
})

test('a hand is known by its pauses within characters only', () => {
  const { pad } = live([...stroke(0), ...stroke(1000), answer, wait(2400), ...stroke(9000)])
  expect(pad.gaps).toEqual([800])
})

test('no character grows without end', () => {
  const touches = Array.from({ length: 60 }, (_, i) => stroke(i * 300)).flat()
  const { pad, sent } = live(touches)
  expect([pad.strokes.length, sent]).toEqual([40, 40])
})
