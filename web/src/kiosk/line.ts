import { onScopeDispose, ref, type Ref } from 'vue'
import { reloadWhenServed } from '../shared/reload'
import { openLive } from '../shared/socket'
import type { ChangedMessage } from '../shared/wire'

// An import of a whole roster announces itself many times; the page reads once it is over.
const SETTLE_MS = 400
// A line that drops for a moment is nobody's business.
const LINK_PATIENCE_MS = 8_000

export interface LineOptions {
  screen: string
  version: string
  /** Something changed, or may have while the line was down. */
  changed(): void
  /** Whether a reload would disturb nobody. */
  mayReload(): boolean
}

/** Listens to the station's announcements for as long as the page is open; says whether the line has been up lately. */
export function useLine(options: LineOptions): Ref<boolean> {
  const linked = ref(true)
  let settling: ReturnType<typeof setTimeout> | undefined
  let missed: ReturnType<typeof setTimeout> | undefined
  let wasDown = false

  function changed(): void {
    settling ??= setTimeout(() => {
      settling = undefined
      options.changed()
    }, SETTLE_MS)
  }

  function link(up: boolean): void {
    clearTimeout(missed)
    if (!up) {
      wasDown = true
      missed = setTimeout(() => { linked.value = false }, LINK_PATIENCE_MS)
      return
    }
    linked.value = true
    if (wasDown) changed()
    wasDown = false
  }

  const live = openLive<ChangedMessage>({
    path: `/ws/screens/${encodeURIComponent(options.screen)}`,
    version: options.version,
    onMessage: (message) => { if (message.type === 'changed') changed() },
    onVersion: () => void reloadWhenServed(options.mayReload),
    onLink: link,
  })
  onScopeDispose(() => {
    live.close()
    clearTimeout(settling)
    clearTimeout(missed)
  })
  return linked
}
