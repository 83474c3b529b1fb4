import { onScopeDispose, ref, type Ref } from 'vue'
import { openLive, type Live } from '../shared/socket'
import { reloadWhenServed } from '../shared/reload'
import type { LiveNews } from './wire'

/** Changes that come in one breath are answered with one question. */
export const BREATH_MS = 250

export interface Listening {
  revision: Ref<number>
  linked: Ref<boolean>
  open(): void
  close(): void
}

/** Listens to what the server says by itself, for as long as somebody is signed in. */
export function useLive(ring: (news: LiveNews & { type: 'ring' }) => void, lost: () => void, idle: () => boolean): Listening {
  const revision = ref(0)
  const linked = ref(true)
  let live: Live | null = null
  let breath: ReturnType<typeof setTimeout> | undefined

  function hear(news: LiveNews): void {
    if (news.type === 'ring') ring(news)
    breath ??= setTimeout(() => {
      breath = undefined
      revision.value++
    }, BREATH_MS)
  }
  function link(up: boolean): void {
    // What happened while the line was down was told to nobody here.
    if (up && !linked.value) revision.value++
    linked.value = up
    if (up) live?.send({ type: 'hello' })
    else lost()
  }
  function open(): void {
    live ??= openLive<LiveNews>({
      path: '/ws/desk', version: '', onMessage: hear, onLink: link, onVersion: () => void reloadWhenServed(idle),
    })
  }
  function close(): void {
    clearTimeout(breath)
    breath = undefined
    live?.close()
    live = null
    linked.value = true
  }
  onScopeDispose(close)
  return { revision, linked, open, close }
}
