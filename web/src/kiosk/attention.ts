import { onScopeDispose, shallowRef, type Ref } from 'vue'
import { idleAt, patience, withGap, type Idle, type Stay } from './idle'

const BEAT_MS = 500

/** Whether somebody is there, as far as touches and keys tell. */
export interface Attention {
  idle: Ref<Idle>
  /** A new visit starts: nothing of the last visitor's rhythm is kept. */
  begin(): void
}

/**
 * Watches the glass. Where nobody touched anything since the visit began, the visit ends without a question: there is
 * nobody to ask. over is called once at the end of each visit; stay says where the visitor is, null for nowhere.
 */
export function useAttention(stay: () => Stay | null, over: () => void): Attention {
  const idle = shallowRef<Idle>({ phase: 'using' })
  let touchedAt = performance.now()
  let gaps: number[] = []
  let touched = false

  function begin(): void {
    touchedAt = performance.now()
    gaps = []
    touched = false
    idle.value = { phase: 'using' }
  }

  function touch(): void {
    const now = performance.now()
    if (touched) gaps = withGap(gaps, (now - touchedAt) / 1000)
    touched = true
    touchedAt = now
    idle.value = { phase: 'using' }
  }

  function beat(): void {
    const where = stay()
    if (where === null) return
    // Patience starts anew when a recording or a dictation is over.
    if (where === 'held') touchedAt = performance.now()
    const next = idleAt((performance.now() - touchedAt) / 1000, patience(where, gaps))
    if (next.phase === 'over') {
      begin()
      over()
    } else if (next.phase === 'using' || touched) {
      idle.value = next
    }
  }

  // The question's own button must be hit, not what lies below it: touches count on release.
  addEventListener('click', touch, true)
  addEventListener('keydown', touch, true)
  const timer = setInterval(beat, BEAT_MS)
  onScopeDispose(() => {
    clearInterval(timer)
    removeEventListener('click', touch, true)
    removeEventListener('keydown', touch, true)
  })
  return { idle, begin }
}
