import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { computed, effectScope } from 'vue'
import { useTurn } from './turn'

describe('what takes turns on the wall', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('goes round by itself, and rests where somebody chose', () => {
    const scope = effectScope()
    const turn = scope.run(() => useTurn(computed(() => ['a', 'b', 'c'])))
    expect(turn?.at.value).toBe('a')
    vi.advanceTimersByTime(15_000)
    expect(turn?.at.value).toBe('b')
    turn?.choose('a')
    vi.advanceTimersByTime(60_000)
    expect(turn?.at.value).toBe('a')
    vi.advanceTimersByTime(60_000)
    expect(turn?.at.value).toBe('b')
    scope.stop()
  })
})
