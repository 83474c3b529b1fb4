import { computed, onScopeDispose, ref, type ComputedRef } from 'vue'

const TURN_MS = 15_000
const REST_MS = 2 * 60_000 // after somebody chose, it stays

/** Shows one of several by turns, so that a wall nobody touches shows them all; what somebody chose stays for a while. */
export function useTurn(keys: ComputedRef<string[]>): { at: ComputedRef<string>; choose: (key: string) => void } {
  const index = ref(0)
  let wait: ReturnType<typeof setTimeout>
  function turn(after: number): void {
    clearTimeout(wait)
    wait = setTimeout(() => {
      index.value++
      turn(TURN_MS)
    }, after)
  }
  turn(TURN_MS)
  onScopeDispose(() => clearTimeout(wait))
  const at = computed(() => keys.value[index.value % Math.max(1, keys.value.length)] ?? '')
  return { at, choose: (key) => {
    index.value = Math.max(0, keys.value.indexOf(key))
    turn(REST_MS)
  } }
}
