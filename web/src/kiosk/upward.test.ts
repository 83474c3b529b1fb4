import { describe, expect, it } from 'vitest'
import { upwardText } from './upward'

describe('what the corner says of the county', () => {
  it('says nothing where there is nobody above, or nothing is known yet', () => {
    expect([upwardText(null), upwardText({ state: 'alone', pending: 3 })]).toEqual(['', ''])
  })

  it('tells reached, sending and cut off apart', () => {
    const said = [upwardText({ state: 'online', pending: 0 }), upwardText({ state: 'online', pending: 2 }), upwardText({ state: 'offline', pending: 0 })]
    expect(new Set(said).size).toBe(3)
    expect(upwardText({ state: 'revoked', pending: 0 })).toBe(said[2])
  })
})
