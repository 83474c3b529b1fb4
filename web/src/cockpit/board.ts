import { onScopeDispose, ref, type Ref } from 'vue'
import { reloadWhenServed } from '../shared/reload'
import { openLive } from '../shared/socket'
import type { LiveMessage } from '../shared/wire'
import { readBoard, Unanswered, type Question } from './data'
import { useDrawer, type Drawer } from './drawer'
import { periodOf, todayIn } from './period'
import type { Board } from './wire'

const BREATH_MS = 1_000 // what changes in one breath is counted once
const AGAIN_MS = 60_000 // days pass and stations fall silent without anybody ringing
const RETRY_MS = 5_000
const UNRUNG_MS = 5_000 // a wall that nobody signed in at is not rung

export interface Cockpit {
  board: Ref<Board | null>
  question: Ref<Question>
  refused: Ref<number> // 401 or 403, else 0
  stale: Ref<boolean>
  ask(question: Question): void
  drawer: Drawer
}

/** Keeps the board true: asks again when the county rings, every minute, and when the question changes. */
export function useBoard(): Cockpit {
  const board = ref<Board | null>(null)
  const question = ref<Question>(questionIn(location.search))
  const refused = ref(0)
  const stale = ref(false)
  let next: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  let rung = false

  async function renew(): Promise<void> {
    clearTimeout(next)
    const mine = ++turn
    let wait = rung ? AGAIN_MS : UNRUNG_MS
    try {
      const answer = await readBoard(question.value)
      if (mine !== turn) return
      board.value = answer
      refused.value = 0
      stale.value = false
    } catch (error) {
      if (mine !== turn) return
      const status = error instanceof Unanswered ? error.status : 0
      refused.value = status === 401 || status === 403 ? status : 0
      stale.value = true
      wait = RETRY_MS
    }
    next = setTimeout(() => void renew(), wait)
  }
  function soon(): void {
    clearTimeout(next)
    next = setTimeout(() => void renew(), BREATH_MS)
  }
  function ask(one: Question): void {
    question.value = one
    history.replaceState(null, '', `?${new URLSearchParams({ ...one }).toString()}`)
    void renew()
  }

  const drawer = useDrawer(question)
  const live = openLive<LiveMessage>({ path: '/ws/desk', version: '', onMessage: soon, onLink: (up) => { rung = up; if (up) soon() },
    onVersion: () => void reloadWhenServed() })
  void renew()
  onScopeDispose(() => {
    clearTimeout(next)
    turn++
    live.close()
  })
  return { board, question, refused, stale, ask, drawer }
}

/** What the address asks for; this year where it says nothing. */
export function questionIn(search: string): Question {
  const asked = new URLSearchParams(search)
  const usual = periodOf('year', todayIn(new Date()))
  return { scope: asked.get('scope') ?? '', from: asked.get('from') ?? usual.from, to: asked.get('to') ?? usual.to }
}
