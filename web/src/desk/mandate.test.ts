import { describe, expect, it } from 'vitest'
import { mandatesOf, membershipsWith, named, newMandate } from './mandate'

const town = { in: 'congress', tier: 'township', term: '第十八届', end_date: '2021-12' }
const county = { in: 'congress', tier: 'county', term: '第十七届', area: '东关' }
const group = { in: 'group', of: 'g1' }
const deputy = { memberships: [town, group, county] }

describe('the mandates of a deputy', () => {
  it('are all of those in congresses, past ones too', () => expect(mandatesOf(deputy)).toEqual([town, county]))

  it('begin with an empty one, which is not kept empty', () => {
    expect(mandatesOf({})).toEqual([newMandate()])
    expect(membershipsWith({}, mandatesOf({}))).toEqual({})
    expect(membershipsWith({}, [{ ...newMandate(), tier: 'township', term: ' 第十九届 ' }])).toEqual({ memberships: [{ in: 'congress', tier: 'township', term: '第十九届' }] })
  })

  it('are sent only when they changed', () => expect(membershipsWith(deputy, mandatesOf(deputy))).toEqual({}))

  it('end one without touching the other, the group or the station', () => {
    expect(membershipsWith(deputy, [town, { ...county, end_date: '2026-11-22' }])).toEqual({ memberships: [town, { ...county, end_date: '2026-11-22' }, group] })
  })

  it('gain one and lose one written by mistake', () => {
    const more = { ...newMandate(), tier: 'prefecture' }
    expect(membershipsWith(deputy, [county, more])).toEqual({ memberships: [county, more, group] })
  })

  it('lose a word that was emptied', () => {
    expect(membershipsWith({ memberships: [county] }, [{ ...county, area: '' }])).toEqual({ memberships: [{ in: 'congress', tier: 'county', term: '第十七届' }] })
  })

  it('want to know of which congress', () => {
    expect(named([county, newMandate()])).toBe(true)
    expect(named([{ ...newMandate(), term: '第十九届' }])).toBe(false)
  })
})
