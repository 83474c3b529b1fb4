import { ref, shallowRef, type ShallowRef } from 'vue'
import type { AcceptedMatter, Submission } from '../../shared/matter'
import { retryAfter } from './answer'
import { Refusal } from './ask'
import { submit } from './matters'

// Uploads wait at the counter for a quarter of an hour; after that the matter would come without its pictures.
const LONGEST_MS = 15 * 60_000

/** Where a matter on its way stands. */
export type Posting =
  | { phase: 'sending' }
  | { phase: 'failed' } // the server is away; it is tried again
  | { phase: 'refused'; sentence: string }
  | { phase: 'done'; accepted: AcceptedMatter }

/** A matter on its way. */
export interface Posted {
  state: ShallowRef<Posting>
  /** Tries at once. */
  retry(): void
  /** The voter wants it cleared: nothing more is sent. */
  withdraw(): void
}

/** Matters not yet acknowledged. The page must not reload while there are any: it would lose them. */
export const underWay = ref(0)

/**
 * Sends a matter until the server has it on disk. It goes on when the page that asked for it is gone: what was handed in
 * is not lost because its voter walked off. after is called once, when it has arrived.
 */
export function post(submission: Submission, after: () => void): Posted {
  const state = shallowRef<Posting>({ phase: 'sending' })
  const since = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let open = true

  function end(last: Posting): void {
    if (!open) return
    open = false
    clearTimeout(timer)
    underWay.value--
    state.value = last
  }

  async function go(tries: number): Promise<void> {
    clearTimeout(timer)
    if (!open) return
    try {
      const accepted = await submit(submission)
      end({ phase: 'done', accepted })
      after()
    } catch (error) {
      if (!open) return
      const busy = error instanceof Refusal && error.problem.status === 429
      if (error instanceof Refusal && error.final && !busy) return end({ phase: 'refused', sentence: error.message })
      state.value = { phase: 'failed' }
      if (performance.now() - since > LONGEST_MS) return end({ phase: 'failed' })
      timer = setTimeout(() => void go(tries + 1), retryAfter(tries + (busy ? 3 : 0)))
    }
  }

  underWay.value++
  void go(0)
  return {
    state,
    retry: () => {
      state.value = { phase: 'sending' }
      void go(0)
    },
    withdraw: () => end({ phase: 'failed' }),
  }
}
