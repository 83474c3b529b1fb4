import { expect, test } from 'vitest'
import type { First } from '../wire'
import { blankIssue, blankVisit, draftOf, formOfDraft, gapsOf, leavesContact, readBackOf, visitOf } from './visit'

const first = { categories: [{ id: 'road', label: '道路' }], deputies: [{ id: 'd1', name: '林海涵' }] } as unknown as First

test('several issues of one visitor are one visit', () => {
  const form = blankVisit('s1')
  form.issues = [
    { ...blankIssue(), category: 'road', words: ' 井盖没了 ', place: '东街', people: 3 },
    { ...blankIssue(), category: 'power', words: '灯不亮', deputies: ['d1'] },
  ]
  const visit = visitOf(form, '2026-11')
  expect(visit).toMatchObject({
    channel: 'reception', session: 's1', consent: '2026-11', category: 'road', words: '井盖没了', place: '东街', people: 3,
    issues: [{ category: 'power', words: '灯不亮', deputies: ['d1'] }],
  })
  expect(visit).not.toHaveProperty('contact')
  expect(visit.client).toMatch(/^[0-9a-f]{32}$/)
  expect(visit.client).not.toBe(blankVisit().client)
})

test('what is missing is said, and a contact needs consent', () => {
  const form = blankVisit()
  expect(gapsOf(form)).toEqual(['第 1 件事还没选类别。', '第 1 件事还没写原话。'])
  Object.assign(form.issues[0] ?? {}, { category: 'road', words: '坑' })
  expect(gapsOf(form)).toEqual([])
  form.phone = '13800001234'
  expect(gapsOf(form)).toEqual(['留联系方式要先念告知，请选民同意。'])
  form.consented = true
  expect(gapsOf(form)).toEqual([])
  expect(visitOf(form, 'v').contact).toEqual({ phone: '13800001234' })
})

test('who stays nameless leaves nothing, whatever was typed before', () => {
  const form = { ...blankVisit(), name: '张桂兰', phone: '13800001234', anonymous: true }
  expect(leavesContact(form)).toBe(false)
  expect(visitOf(form, 'v')).not.toHaveProperty('contact')
  expect(JSON.stringify(draftOf(form, { category: 'road' }))).not.toContain('张桂兰')
})

test('a draft goes into the form and back, and the voter’s pictures stay', () => {
  const text = { category: 'road', words: '坑', village: '新村', people: 2, photos: ['abc'] }
  const form = formOfDraft(text)
  expect(form.issues).toHaveLength(1)
  expect(draftOf(form, text)).toEqual(text)
})

test('what is read back has the words of every issue', () => {
  const form = blankVisit()
  form.issues = [{ ...blankIssue(), category: 'road', words: '坑', village: '新村', place: '桥头', people: 9, deputies: ['d1'] }]
  expect(readBackOf(form, first)).toEqual([{ title: '第 1 件事', lines: ['道路', '新村 桥头', '坑', '涉及 9 人', '写给 林海涵'] }])
})

test('a further issue starts where the one before was', () => {
  expect(blankIssue({ ...blankIssue(), village: '新村', place: '桥头', words: '坑', deputies: ['d1'] })).toMatchObject({
    village: '新村', deputies: ['d1'], place: '', words: '',
  })
})
