import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { Refusal } from './ask'

/** What a page knows of its question: the newest answer, and whether the last try failed. */
export interface Answer<T> {
  value: ShallowRef<T | null>
  failed: Ref<boolean>
  gone: Ref<boolean>
}

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 10_000

/** Milliseconds before the question is put again. */
export function retryAfter(tries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries, 8))
}

/**
 * Puts a question for as long as the page stands: again when a source changes, again by itself when it fails. The old
 * answer stays until a newer one is there; null means the thing is gone. While ready says no, nothing is asked.
 */
export function useAnswer<T>(
  question: () => Promise<T | null>,
  sources: WatchSource[],
  ready: () => boolean = () => true,
): Answer<T> {
  const value = shallowRef<T | null>(null)
  const failed = shallowRef(false)
  const gone = shallowRef(false)
  let retry: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function put(tries: number): Promise<void> {
    clearTimeout(retry)
    if (!ready()) return
    const mine = ++asked
    try {
      const answer = await question()
      if (mine !== asked) return
      value.value = answer
      gone.value = answer === null
      failed.value = false
    } catch (error) {
      if (mine !== asked) return
      gone.value = error instanceof Refusal && error.final
      failed.value = !gone.value
      retry = setTimeout(() => void put(tries + 1), retryAfter(tries))
    }
  }

  watch(sources, () => void put(0), { immediate: true })
  onScopeDispose(() => {
    asked++
    clearTimeout(retry)
  })
  return { value, failed, gone }
}
