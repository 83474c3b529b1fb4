import { ref, type Ref } from 'vue'
import { readList, type Question } from './data'
import type { Figure, List } from './wire'

export interface Drawer {
  opened: Ref<Figure | null>
  asked: Ref<Question> // the place and the days the records are of
  list: Ref<List | null>
  part: Ref<string>
  wrong: Ref<string>
  open(figure: Figure, part?: string, narrowed?: Partial<Question>): void
  choosePart(part: string): void
  more(): void
  close(): void
}

/** The records behind one number: of the place and the days on the wall, or of one place or month of them. */
export function useDrawer(question: Ref<Question>): Drawer {
  const opened = ref<Figure | null>(null)
  const asked = ref<Question>(question.value)
  const list = ref<List | null>(null)
  const part = ref('')
  const wrong = ref('')
  let turn = 0

  async function fill(): Promise<void> {
    const figure = opened.value
    if (!figure) return
    const mine = ++turn
    const held = list.value?.items ?? []
    wrong.value = ''
    try {
      const answer = await readList(asked.value, figure.key, part.value, held.length)
      if (mine === turn) list.value = { ...answer, items: [...held, ...answer.items] }
    } catch (error) {
      if (mine === turn) wrong.value = error instanceof Error ? error.message : ''
    }
  }
  function choosePart(of: string): void {
    part.value = of
    list.value = null
    void fill()
  }
  function open(figure: Figure, of = '', narrowed?: Partial<Question>): void {
    opened.value = figure
    asked.value = { ...question.value, ...narrowed }
    choosePart(of)
  }
  function close(): void {
    turn++
    opened.value = null
    list.value = null
  }
  return { opened, asked, list, part, wrong, open, choosePart, more: () => void fill(), close }
}
