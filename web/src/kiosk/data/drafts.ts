import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { wordsOf, type Telling } from '../intake'
import type { AcceptedMatter, Draft, DraftBegun, DraftFor } from '../../shared/matter'
import { retryAfter } from './answer'
import { Refusal } from './ask'
import { tell, waitFor } from './tell'

// What changes between two questions is seen with the next one: a longer wait would hide it as long.
const WAIT_SECONDS = 2

/** A matter that goes on elsewhere, as long as this page watches it. */
export interface DraftWatch {
  begun: ShallowRef<DraftBegun | null>
  now: ShallowRef<Draft | null>
  failed: Ref<boolean>
  gone: Ref<boolean>
  /** Opens it; a second call while it is open does nothing. */
  begin(telling: Telling): void
  /** Gives it up: the server forgets it. */
  drop(): void
  /** It belongs to somebody else from now on; it is watched still. */
  handOver(): void
}

/** Keeps a draft on the server while the page stands; what nobody took over is deleted there when the page goes. */
export function useDraft(wanted: DraftFor): DraftWatch {
  const begun = shallowRef<DraftBegun | null>(null)
  const now = shallowRef<Draft | null>(null)
  const failed = ref(false)
  const gone = ref(false)
  let stop: AbortController | undefined
  let mine = true

  async function open(telling: Telling, signal: AbortSignal): Promise<void> {
    const answer = await persist(() => tell<DraftBegun>('POST', 'drafts', beginning(telling, wanted)), signal, failed)
    if (signal.aborted) return answer ? giveUp(answer.token) : undefined
    begun.value = answer
    gone.value = answer === null
    if (answer) await watch(answer.token, signal)
  }

  async function watch(token: string, signal: AbortSignal): Promise<void> {
    let wait = 0 // the first answer comes at once
    while (!signal.aborted && now.value?.state !== 'confirmed') {
      const state = await persist(() => waitFor<Draft>(`drafts/${token}`, wait, signal), signal, failed)
      if (signal.aborted) return
      gone.value = state === null
      if (state === null) return
      now.value = state
      wait = WAIT_SECONDS
    }
  }

  function drop(): void {
    stop?.abort()
    stop = undefined
    if (begun.value && mine && now.value?.state !== 'confirmed') void giveUp(begun.value.token)
    begun.value = now.value = null
    failed.value = gone.value = false
    mine = true
  }

  function begin(telling: Telling): void {
    if (stop) return
    stop = new AbortController()
    void open(telling, stop.signal)
  }

  onScopeDispose(drop)
  return { begun, now, failed, gone, begin, drop, handOver: () => { mine = false } }
}

/** Asks until there is an answer; null when the server says no for good, or nobody wants to know any more. */
async function persist<T>(question: () => Promise<T>, signal: AbortSignal, failed: Ref<boolean>): Promise<T | null> {
  for (let tries = 0; ; tries++) {
    try {
      const answer = await question()
      failed.value = false
      return answer
    } catch (error) {
      if (signal.aborted || (error instanceof Refusal && error.final)) return null
      failed.value = true
      await new Promise((resolve) => setTimeout(resolve, retryAfter(tries)))
      if (signal.aborted) return null
    }
  }
}

/** The voter agrees to what the officer read back; answers once it is on disk. */
export function confirmDraft(token: string, consent: string): Promise<AcceptedMatter> {
  return tell('POST', `drafts/${token}/confirm`, { consent })
}

/** Lets the server forget a draft; one that is gone already is no matter. */
export async function giveUp(token: string): Promise<void> {
  await tell<null>('DELETE', `drafts/${token}`).catch(() => null)
}

function beginning(telling: Telling, wanted: DraftFor): object {
  const { client, category, village, place, deputies } = telling
  return { client, category, village, place, words: wordsOf(telling), deputies: deputies.map(({ id }) => id), for: wanted }
}
