import { expect, test } from 'vitest'
import type { Detail, First } from '../wire'
import { choicesOf } from './choices'
import { askedOf, chipsOf, filtersOf, noFilters, queryOf, turnSort, without } from './filters'
import { fieldsOf, missing, sent, type Values } from './form'
import { sayDue, sayLeft, SHAPES } from './light'
import { BULK, forAnother, formOf, movesOf, nextMove, typeOf } from './moves'
import { mayMove } from './permit'
import { telltalesOf } from './telltale'
import { COLUMNS, columnsOf, keepView, readView, shift, toggle, viewOf } from './view'

const due = { step: 'reply', label: '答复', due: '2026-11-24', how: '', basis: '' }

test('filters survive the address, and what makes no sense is dropped', () => {
  const filters = { ...noFilters(), q: '井盖', state: ['registered', 'handling'], due: 'late', from: '2026-11-01', sort: '-due', page: 3 }
  expect(filtersOf(queryOf(filters))).toEqual(filters)
  expect(queryOf(noFilters())).toEqual({})
  expect(filtersOf({ page: '-2', from: 'yesterday', state: ',' })).toEqual(noFilters())
})

test('a page of the table is asked for by offset, and the leaf itself is not sent', () => {
  expect(askedOf({ ...noFilters(), unit: ['u1'], page: 3 }, 50)).toEqual({ unit: 'u1', limit: 50, offset: 100 })
})

test('each filter is a chip that can go alone; the order of rows is none', () => {
  const filters = { ...noFilters(), q: '灯', state: ['a', 'b'], sort: 'due', page: 4 }
  expect(chipsOf(filters)).toEqual([{ name: 'q', value: '灯' }, { name: 'state', value: 'a' }, { name: 'state', value: 'b' }])
  expect(without(filters, { name: 'state', value: 'a' })).toMatchObject({ q: '灯', state: ['b'], page: 1 })
  expect(without(filters, { name: 'q', value: '灯' })).toMatchObject({ q: '', state: ['a', 'b'] })
})

test('a column is ordered up, down, not at all', () => {
  expect(['due', '-due', 'title'].map((sort) => turnSort(sort, 'due'))).toEqual(['-due', '', 'due'])
})

test.each([
  ['nothing kept', null],
  ['not an object', 'x'],
  ['columns of another build', { columns: ['gone'], size: 7 }],
])('a view is whole whatever was kept: %s', (_, kept) => {
  const view = viewOf(kept)
  expect(view.columns).toContain('title')
  expect(view.columns.length).toBeGreaterThan(5)
  expect(view.size).toBe(20)
})

test('only a desk over several stations has a column for them', () => {
  expect(columnsOf(viewOf(null).columns, true)).toContain('site')
  expect(columnsOf(viewOf(null).columns, false)).not.toContain('site')
})

test('a view keeps its order and nothing about anybody', () => {
  const kept = new Map<string, string>()
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  keepView({ columns: ['due', 'title'], size: 100 }, store)
  expect(readView(store)).toEqual({ columns: ['due', 'title'], size: 100 })
  expect([...kept.values()]).toEqual(['{"columns":["due","title"],"size":100}'])
  kept.set('desk.view', '{broken')
  expect(readView(store).size).toBe(20)
})

test('columns are shown at their usual place, moved one by one, and the title always stays', () => {
  expect(toggle(['number', 'title', 'due'], 'label')).toEqual(['number', 'title', 'label', 'due'])
  expect(toggle(['number', 'title'], 'number')).toEqual(['title'])
  expect(toggle(['title'], 'title')).toEqual(['title'])
  expect(shift(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
  expect(shift(['a', 'b'], 'a', -1)).toEqual(['a', 'b'])
  expect(toggle([], COLUMNS[0])).toEqual([COLUMNS[0]])
})

test.each([
  [-3, 'red', '答复超期 3 天', '超期 3 天'],
  [0, 'yellow', '答复今天到期', '今天到期'],
  [1, 'yellow', '答复还剩 1 天', '明天到期'],
  [9, 'green', '答复还剩 9 天', '剩 9 天'],
] as const)('a deadline of %d days is said in words and has a shape of its own', (left, light, long, short) => {
  expect(sayDue({ ...due, days_left: left, light })).toBe(long)
  expect(sayLeft(left)).toBe(short)
  expect(new Set(Object.values(SHAPES)).size).toBe(3)
})

test.each([
  ['registered', ['accepted', 'declined', 'noted'], 'accepted'],
  ['unverified', ['verified', 'declined'], 'verified'],
  ['assigned', ['assigned', 'classified'], ''],
  ['classified', ['assigned', 'classified'], 'assigned'],
  ['handling', ['replied', 'sent_back'], 'replied'],
  ['fed_back', ['closed'], 'closed'],
  ['archived', ['rechecked'], ''],
  ['merged', [], ''],
])('in %s with %j the large button is %s', (state, may, next) => {
  expect(nextMove(state, may)).toBe(next)
})

test('steps come in the order of the way, and only those a hand takes', () => {
  expect(movesOf(['supported', 'closed', 'accepted', 'noted'])).toEqual(['accepted', 'closed', 'noted'])
  expect(formOf('supported')).toBeUndefined()
  for (const type of BULK) expect(formOf(type)).toBeDefined()
})

const send = (type: string, values: Values): unknown => {
  const form = formOf(type)
  return form && sent(form, values)
}

test.each([
  ['declined', { reason: 'court', advice: ' 找法院 ' }, { reason: 'court', advice: '找法院', told: '' }],
  ['assigned', { lead_unit: 'u1', co_units: ['u1', 'u2'], opinion: '' }, { lead_unit: 'u1', co_units: ['u2'] }],
  ['replied', { class: 'A', form: 'oral', decided: '修好了', why_not: '忘了删', name: '周', unit: 'u1', photos: [] },
    { class: 'A', form: 'oral', decided: '修好了', by: { name: '周', unit: 'u1' } }],
  ['replied', { class: 'C', form: 'written', decided: '办不成', why_not: '没有钱', name: '周' },
    { class: 'C', form: 'written', decided: '办不成', why_not: '没有钱', by: { name: '周' } }],
  ['rechecked', { after: 30, holds: 'no', text: '又坏了' }, { after: 30, holds: false, text: '又坏了' }],
  ['forgotten', { what: 'all' }, { contact: true, words: true }],
  ['converted', { title: '路', body: '修', mode: 'town', lead_deputy: '' }, { title: '路', body: '修', mode: 'town' }],
  ['public_drafted', { title: '井盖', text: '已修', place: '', photos: [] }, { title: '井盖', text: '已修' }],
])('%s sends only what was said', (type, values, data) => {
  expect(send(type, values)).toEqual(data)
})

test('why not is asked only where it could not be done, and then it must be said', () => {
  const form = formOf('replied')
  if (!form) throw new Error('no form for a reply')
  const whole = { class: 'A', form: 'oral', decided: '好', name: '周' }
  expect(missing(form, whole)).toEqual([])
  expect(missing(form, { ...whole, class: 'C' })).toEqual(['why_not'])
  expect(missing(form, { ...whole, decided: '  ' })).toEqual(['decided'])
  expect(fieldsOf(form, whole).map(({ name }) => name)).not.toContain('why_not')
})

test('a form starts from what is known: the unit that answers, the text that was drafted', () => {
  const first = { units: [{ id: 'u1', name: '城建办', head: '周启明', phone: '0512-5550100' }], today: '2026-11-22' } as unknown as First
  const detail = {
    row: { title: '井盖', place: '东街', deputies: [] }, matter: { lead_unit: 'u1', public: { draft: { title: '旧稿', text: '旧' } }, letters: [{ number: '1' }] },
  } as unknown as Detail
  expect(formOf('replied')?.start?.(detail, first)).toMatchObject({ name: '周启明', call: '0512-5550100', unit: 'u1' })
  expect(formOf('public_drafted')?.start?.(detail, first)).toMatchObject({ title: '旧稿', text: '旧', place: '东街' })
  expect(formOf('archived')?.start?.(detail, first)).toEqual({ volume: '2026-01' })
  expect(choicesOf('letters', first, detail)).toEqual([{ id: '1', label: '1' }])
})

test.each([
  ['清楚的一句话，没有号码。', []],
  ['身份证 110101199003074514', ['identity']],
  ['110101 19900307 4514', ['identity']],
  ['１１０１０１１９９００３０７４５１４', ['identity']],
  ['卡号 6222 0212 3456 7890 129', []],
  ['卡号 4111 1111 1111 1111', ['card']],
  ['打 138 0000 1234 找我', ['mobile']],
  ['工单 20261122000123', []],
])('personal numbers give themselves away: %s', (text, found) => {
  expect(telltalesOf(text)).toEqual(found)
})

test('a menu offers nothing that would be refused', () => {
  expect(mayMove('accepted', ['accept'])).toBe(true)
  expect(mayMove('replied', ['accept', 'assign'])).toBe(false)
  expect(mayMove('supported', ['accept'])).toBe(false)
})

test('who may not take a step proposes it, with what it would say', () => {
  expect(nextMove('registered', ['noted'], ['accepted', 'declined'])).toBe('propose.accepted')
  expect(nextMove('classified', ['noted'], ['assigned'])).toBe('propose.assigned')
  expect(nextMove('registered', ['accepted'], [])).toBe('accepted')
  expect(nextMove('accepted', ['urged', 'escalation_answered'])).toBe('escalation_answered')
  expect(movesOf(['classified', 'noted'], ['assigned'])).toEqual(['classified', 'propose.assigned', 'noted'])
  expect(typeOf('propose.assigned')).toBe('proposed')
  expect(typeOf('assigned')).toBe('assigned')
  expect(formOf('propose.unheard')).toBeUndefined()
  expect(send('propose.accepted', { proposal: ' 属实 ' })).toEqual({ for: 'accepted', text: '属实' })
  expect(send('propose.assigned', { lead_unit: 'u1', co_units: [], proposal: '' })).toEqual({ for: 'assigned', data: { lead_unit: 'u1' } })
})

test('a step taken for who has no account says so', () => {
  expect(forAnother('replied', ['record_reply'])).toBe(true)
  expect(forAnother('replied', ['record_reply', 'reply'])).toBe(false)
  expect(forAnother('rated', ['record_verdict'])).toBe(true)
  expect(forAnother('accepted', ['accept'])).toBe(false)
})
