import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { Refusal, sentenceOf } from './call'

/** What a screen knows of its question: the newest answer, whether one is under way, and why the last one failed. */
export interface Asked<T> {
  value: ShallowRef<T | null>
  asking: Ref<boolean>
  wrong: Ref<string>
  again(): Promise<void>
}

const RETRY_MS = 3_000

/** Puts a question now, whenever a source changes, and again by itself while the server cannot be reached. */
export function useAsked<T>(question: () => Promise<T>, sources: WatchSource[] = []): Asked<T> {
  const value = shallowRef<T | null>(null)
  const asking = ref(false)
  const wrong = ref('')
  let retry: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function again(): Promise<void> {
    clearTimeout(retry)
    const mine = ++asked
    asking.value = true
    try {
      const answer = await question()
      if (mine !== asked) return
      value.value = answer
      wrong.value = ''
    } catch (error) {
      if (mine !== asked) return
      wrong.value = sentenceOf(error)
      if (error instanceof Refusal && error.passing) retry = setTimeout(() => void again(), RETRY_MS)
    }
    asking.value = false
  }

  watch(sources, () => void again(), { immediate: true })
  onScopeDispose(() => {
    asked++
    clearTimeout(retry)
  })
  return { value, asking, wrong, again }
}
