import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { claimDraft, listDrafts, readBackDraft, writeDraft } from '../data/matters'
import type { DraftText } from '../wire'
import { blankVisit, draftOf, formOfDraft, type VisitForm } from './visit'

const WRITE_MS = 800
const LOOK_MS = 2_000

export interface DraftDesk {
  token: Ref<string>
  take(token: string): Promise<void>
  readBack(): Promise<void>
  leave(): void
}

/**
 * Writes for a voter who stands at the kiosk: the kiosk shows what is typed, and the voter confirms there. Done is told
 * the query code then.
 */
export function useDraft(form: Ref<VisitForm>, done: (code: string, matter: string) => void): DraftDesk {
  const token = ref('')
  let before: DraftText = { category: '' }
  let writing: ReturnType<typeof setTimeout> | undefined
  let looking: ReturnType<typeof setInterval> | undefined

  async function take(asked: string): Promise<void> {
    leave()
    if (!asked) return
    const draft = await claimDraft(asked)
    before = draft.text
    form.value = formOfDraft(draft.text)
    token.value = asked
  }

  async function keep(): Promise<void> {
    clearTimeout(writing)
    before = (await writeDraft(token.value, draftOf(form.value, before))).text
  }

  async function readBack(): Promise<void> {
    await keep()
    await readBackDraft(token.value)
    looking = setInterval(() => void look(), LOOK_MS)
  }

  async function look(): Promise<void> {
    const mine = (await listDrafts().catch(() => [])).find((draft) => draft.token === token.value)
    if (!mine?.code) return
    clearInterval(looking)
    done(mine.code, mine.matter ?? '')
  }

  function leave(): void {
    clearTimeout(writing)
    clearInterval(looking)
    if (token.value) form.value = blankVisit()
    token.value = ''
  }

  watch(form, () => {
    if (!token.value) return
    clearTimeout(writing)
    // A line that is down only means that the kiosk shows the words a little later.
    writing = setTimeout(() => void keep().catch(() => undefined), WRITE_MS)
  }, { deep: true })
  onScopeDispose(leave)
  return { token, take, readBack, leave }
}
