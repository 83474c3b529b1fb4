import { describe, expect, it } from 'vitest'
import { changesOf, filledFrom, forms } from './fields'
import { seated } from './mandate'

const fields = forms.deputy?.fields ?? []

describe('a deputy in the form', () => {
  it('gets a mandate beside the name', () => {
    const before = filledFrom(fields, {})
    const after = { ...before, name: '吴康', tier: 'township', term: '第十九届' }
    expect(changesOf(fields, {}, before, after)).toEqual({ name: '吴康', memberships: [{ in: 'congress', tier: 'township', term: '第十九届' }] })
  })

  it('keeps group, station and earlier mandates when the present one is corrected', () => {
    const memberships = [{ in: 'congress', tier: 'township', term: '第十八届', end_date: '2021-12-31' }, { in: 'congress', tier: 'township', term: '第十九届' }, { in: 'group', of: 'g1' }]
    const before = filledFrom(fields, { name: '吴康', memberships })
    expect(before.term).toBe('第十九届')
    expect(changesOf(fields, { memberships }, before, { ...before, area: '第三选区', end_date: '2026-01-31' })).toEqual({ memberships: [
      memberships[0], { in: 'congress', tier: 'township', term: '第十九届', area: '第三选区', end_date: '2026-01-31' }, memberships[2]] })
  })

  it('says nothing of the mandate when only the promise changed', () => {
    const memberships = [{ in: 'congress', tier: 'county' }]
    const before = filledFrom(fields, { name: '吴康', memberships })
    expect(changesOf(fields, { memberships }, before, { ...before, commitment: '说到做到' })).toEqual({ commitment: '说到做到' })
  })

  it('loses a word that was emptied', () => {
    expect(seated({ memberships: [{ in: 'congress', tier: 'county', area: '东关' }] }, { area: '' })).toEqual([{ in: 'congress', tier: 'county' }])
  })
})
