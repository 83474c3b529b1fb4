import { onScopeDispose, ref, type Ref } from 'vue'
import { reloadWhenServed } from '../shared/reload'
import { openLive } from '../shared/socket'
import type { LiveMessage } from '../shared/wire'
import { readBoard, readList, Unanswered, type Question } from './data'
import { periodOf, todayIn } from './period'
import type { Board, Figure, List } from './wire'

const BREATH_MS = 1_000 // what changes in one breath is counted once
const AGAIN_MS = 60_000 // days pass and stations fall silent without anybody ringing
const RETRY_MS = 5_000

export interface Cockpit {
  board: Ref<Board | null>
  question: Ref<Question>
  refused: Ref<number> // 401 or 403, else 0
  stale: Ref<boolean>
  opened: Ref<Figure | null>
  list: Ref<List | null>
  part: Ref<string>
  wrong: Ref<string>
  ask(question: Question): void
  open(figure: Figure, part: string): void
  choosePart(part: string): void
  close(): void
}

/** Keeps the board true: asks again when the county rings, every minute, and when the question changes. */
export function useBoard(): Cockpit {
  const board = ref<Board | null>(null)
  const question = ref<Question>(questionIn(location.search))
  const refused = ref(0)
  const stale = ref(false)
  let next: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function renew(): Promise<void> {
    clearTimeout(next)
    const mine = ++turn
    let wait = AGAIN_MS
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
  const live = openLive<LiveMessage>({ path: '/ws/desk', version: '', onMessage: soon, onLink: (up) => { if (up) soon() },
    onVersion: () => void reloadWhenServed() })
  void renew()
  onScopeDispose(() => {
    clearTimeout(next)
    turn++
    live.close()
  })
  return { board, question, refused, stale, ask, ...drawer }
}

type DrawerState = Pick<Cockpit, 'opened' | 'list' | 'part' | 'wrong' | 'open' | 'choosePart' | 'close'>

/** The records behind one number. */
function useDrawer(question: Ref<Question>): DrawerState {
  const opened = ref<Figure | null>(null)
  const list = ref<List | null>(null)
  const part = ref('')
  const wrong = ref('')

  async function fill(): Promise<void> {
    const figure = opened.value
    if (!figure) return
    const asked = part.value
    list.value = null
    wrong.value = ''
    try {
      const answer = await readList(question.value, figure.key, asked)
      if (opened.value === figure && part.value === asked) list.value = answer
    } catch (error) {
      wrong.value = error instanceof Error ? error.message : ''
    }
  }
  function open(figure: Figure, of: string): void {
    opened.value = figure
    choosePart(of)
  }
  function choosePart(of: string): void {
    part.value = of
    void fill()
  }
  function close(): void {
    opened.value = null
    list.value = null
  }
  return { opened, list, part, wrong, open, choosePart, close }
}

/** What the address asks for; this year where it says nothing. */
export function questionIn(search: string): Question {
  const asked = new URLSearchParams(search)
  const usual = periodOf('year', todayIn(new Date()))
  return { scope: asked.get('scope') ?? '', from: asked.get('from') ?? usual.from, to: asked.get('to') ?? usual.to }
}
