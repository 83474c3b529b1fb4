import { reactive } from 'vue'
import sound from './assets/bell.wav'

export interface BellState { sound: boolean; matters: number; drafts: number }

const KEY = 'desk.sound'
// What one registers oneself is told by the server as well, and sometimes before its answer is here.
const OWN_MS = 300

export interface Bell {
  state: BellState
  /** Rings for a thing unless it is known already; then is called if it really rang. */
  ring(what: 'matter' | 'draft', id: string, then: () => void): void
  /** Keeps quiet about things the person at the desk made. */
  know(ids: string[]): void
  toggle(): void
  clear(): void
}

/** The bell at the desk: counts what came since somebody looked, and sounds when that is wanted. */
export function useBell(): Bell {
  const state = reactive<BellState>({ sound: localStorage.getItem(KEY) === 'on', matters: 0, drafts: 0 })
  const heard = new Set<string>()

  function play(): void {
    if (!state.sound) return
    // A browser refuses to sound before the first click on a page; the count beside the bell is there all the same.
    void new Audio(sound).play().catch(() => undefined)
  }
  function ring(what: 'matter' | 'draft', id: string, then: () => void): void {
    setTimeout(() => {
      if (heard.has(id)) return
      heard.add(id)
      if (what === 'draft') state.drafts++
      else state.matters++
      play()
      then()
    }, what === 'matter' ? OWN_MS : 0)
  }
  function know(ids: string[]): void {
    for (const id of ids) heard.add(id)
  }
  function toggle(): void {
    state.sound = !state.sound
    localStorage.setItem(KEY, state.sound ? 'on' : 'off')
    play()
  }
  function clear(): void {
    state.matters = state.drafts = 0
  }
  return { state, ring, know, toggle, clear }
}
