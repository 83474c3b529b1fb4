import { describe, expect, it } from 'vitest'
import { changesOf, complete, filledFrom, forms } from './fields'
import { menuOf } from './menu'
import { faultLines, lastStep, ordered, outside, shares, troubled, validStep, type TreeFault, type TreeNode } from './tree'

function box(id: string, parent: string, more: Partial<TreeNode> = {}): TreeNode {
  return { id, name: id, scope: `/${id}`, kind: 'center', parent, state: 'online', device: 'd', version: '1', last_seen: null, lag_s: 0,
    pending: 0, oldest_at: null, hop_ack: 0, root_ack: 0, quarantine: 0, files_up: 0, bytes_up: 0, clock_ms: 0, trust: 'ntp',
    retract_open: 0, retract_late: false, forked: false, ...more }
}

describe('what was kept aside', () => {
  const fault = (node: string, kind: string, code: string, at: string): TreeFault => ({ node, kind, code, at, chain: node, ctr: 1, place: '', id: '', op: 'put' })
  it('is one line for one box, kind and reason, the latest first', () => {
    const lines = faultLines([fault('a', 'unit', 'x', '2026-11-20'), fault('b', 'unit', 'x', '2026-11-21'), fault('a', 'unit', 'x', '2026-11-22'), fault('a', 'unit', 'y', '2026-11-19')])
    expect(lines.map(({ first, all }) => `${first.node} ${first.code} ${first.at} ${all.length}`)).toEqual(['a x 2026-11-22 2', 'b x 2026-11-21 1', 'a y 2026-11-19 1'])
  })
})

describe('the tree of stations', () => {
  it('is read from the root down, each branch whole', () => {
    const nodes = [box('b1', 'b'), box('c', ''), box('a', 'c'), box('b', 'c'), box('a1', 'a')]
    expect(ordered(nodes).map(({ node, depth }) => `${depth}${node.id}`)).toEqual(['0c', '1a', '2a1', '1b', '2b1'])
  })

  it('begins where a town officer may look', () => {
    expect(ordered([box('a1', 'a'), box('a', 'c')]).map(({ node }) => node.id)).toEqual(['a', 'a1'])
  })

  it('offers a box every place but those in its own branch', () => {
    const nodes = ['/c', '/c/a', '/c/a/x', '/c/ab'].map((scope) => box(scope, '', { scope }))
    expect(outside(nodes, box('a', '', { scope: '/c/a' })).map(({ scope }) => scope)).toEqual(['/c', '/c/ab'])
    expect(lastStep('/c/a/x')).toBe('x')
  })

  it.each([['/c/a', '/c/a/x', true], ['/c/a/x', '/c', true], ['/c/a', '/c/ab', false], ['/c/a', '/c/a', true]])('shares between %s and %s: %s',
    (place, other, share) => expect(shares(place, other)).toBe(share))

  it.each([['silent', true], ['old', true], ['revoked', true], ['online', false], ['waiting', false], ['relayed', false], ['demo', false]] as const)(
    'worries about a box that is %s: %s', (state, worry) => expect(troubled(box('a', '', { state }))).toBe(worry))

  it('worries about a clone and about a receipt that is owed', () => {
    expect([troubled(box('a', '', { forked: true })), troubled(box('a', '', { retract_late: true })), troubled(box('a', '', { held: 600_000, heavy: true })),
      troubled(box('a', '', { held: 400_000 }))]).toEqual([true, true, true, false])
  })

  it.each([['juyuan', true], ['jv-2_b', true], ['', false], ['Ju', false], ['a/b', false], ['橘', false]])('takes %s as a step: %s',
    (step, valid) => expect(validStep(step)).toBe(valid))
})

describe('a record in a form', () => {
  const fields = forms['deputy']?.fields ?? []

  it('sends only what was changed, lists as lists, and what was emptied as gone', () => {
    const before = filledFrom(fields, { name: '甲', posts: ['a', 'b'], phone: '1', phone_public: true })
    const after = { ...before, posts: 'a\n c \n\n', phone: ' ', phone_public: false }
    expect(changesOf(fields, before, after)).toEqual({ posts: ['a', 'c'], phone: null, phone_public: false })
  })

  it('sends numbers as numbers, and none that is not one', () => {
    const project = forms['project']?.fields ?? []
    const blank = filledFrom(project, {})
    expect(changesOf(project, blank, { ...blank, year: '2026' })).toEqual({ year: 2026 })
    expect(complete(project, { ...blank, name: '路', year: '二' })).toBe(false)
    expect(complete(project, { ...blank, name: '路', year: '2026' })).toBe(true)
  })
})

describe('the menu', () => {
  const may = ['read_tree', 'read_sync', 'read_cockpit', 'edit_records']
  it('offers the tree only at the county, and the line upwards only at a station', () => {
    expect(menuOf(may, true).map(({ at }) => at)).toEqual(['cockpit', 'stations', 'records', 'settings', 'own'])
    expect(menuOf(may).map(({ at }) => at)).toEqual(['settings', 'sync', 'own'])
  })
})
