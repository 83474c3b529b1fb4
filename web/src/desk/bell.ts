import { reactive } from 'vue'
import sound from './assets/bell.wav'

export interface BellState { sound: boolean; matters: number; drafts: number }

const KEY = 'desk.sound'

/** The bell at the desk: counts what came since somebody looked, and sounds when that is wanted. */
export function useBell(): { state: BellState; ring(what: 'matter' | 'draft', id: string): void; toggle(): void; clear(): void } {
  const state = reactive<BellState>({ sound: localStorage.getItem(KEY) === 'on', matters: 0, drafts: 0 })
  const heard = new Set<string>()

  function play(): void {
    if (!state.sound) return
    // A browser refuses to sound before the first click on a page; the count beside the bell is there all the same.
    void new Audio(sound).play().catch(() => undefined)
  }
  function ring(what: 'matter' | 'draft', id: string): void {
    if (heard.has(id)) return
    heard.add(id)
    if (what === 'draft') state.drafts++
    else state.matters++
    play()
  }
  function toggle(): void {
    state.sound = !state.sound
    localStorage.setItem(KEY, state.sound ? 'on' : 'off')
    play()
  }
  function clear(): void {
    heard.clear()
    state.matters = state.drafts = 0
  }
  return { state, ring, toggle, clear }
}
