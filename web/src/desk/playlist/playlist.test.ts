import { describe, expect, it } from 'vitest'
import type { Thing } from '../tree'
import { changesOf, filledFrom, moved, PAGES, sayPlaylist, sayReach, standing, wanting } from './playlist'

const list: Thing = { id: 'p', revision: '1@a', place: '/c', title: '节前', pages: [{ kind: 'notice', dwell: 20 }, { kind: 'faces' }], valid_until: '2026-12-31' }

describe('a playlist in the form', () => {
  it('comes back unchanged when nobody changed it', () => {
    expect(changesOf(filledFrom(list), filledFrom(list))).toEqual({})
  })

  it('sends the new order, and takes away what was emptied', () => {
    const before = filledFrom(list)
    expect(changesOf(before, { ...before, pages: moved(before.pages, 1, -1), until: '' })).toEqual({
      pages: [{ kind: 'faces' }, { kind: 'notice', dwell: 20 }], valid_until: null })
  })

  it('moves a page by one place and no further', () => {
    const pages = PAGES.slice(0, 3).map((kind) => ({ kind, dwell: 0 }))
    expect(moved(pages, 0, 1).map(({ kind }) => kind)).toEqual(['faces', 'overview', 'spotlight'])
    expect(moved(pages, 3, 1)).toEqual(pages)
  })

  it('wants a page and dates in their order', () => {
    const filled = filledFrom(list)
    expect(wanting(filled)).toBe('')
    expect(wanting({ ...filled, pages: [] })).not.toBe('')
    expect(wanting({ ...filled, from: '2027-01-01' })).not.toBe('')
  })
})

describe('a playlist in the list', () => {
  it.each([
    [{}, 'on'], [{ ended: true }, 'ended'], [{ valid_from: '2026-12-01' }, 'coming'], [{ valid_until: '2026-11-21' }, 'over'], [{ valid_until: '2026-11-22' }, 'on'],
  ])('%o is %s', (fields, want) => expect(standing({ ...list, valid_until: '', ...fields }, '2026-11-22')).toBe(want))

  it('is said in one line', () => {
    expect(sayPlaylist(list, '2026-11-22')).toBe('正在播 · 到12月31日 · 通知公告 → 代表照片')
  })
})

describe('where it reaches', () => {
  const scopes = [{ scope: '/c', name: '和川县' }, { scope: '/c/t', name: '石湾镇' }, { scope: '/c/t/v', name: '莲池村' }, { scope: '/c/tt', name: '石湾乡' }]
  it('counts the stations below, not those beside', () => {
    expect(sayReach(scopes, '/c/t', 'wide')).toContain('石湾镇和下面 1 个站的横屏')
    expect(sayReach(scopes, '/c/t/v', 'all')).toContain('莲池村的大屏')
    expect(sayReach([], '', 'all')).toContain('本站')
  })
})
