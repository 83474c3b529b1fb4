import { onScopeDispose, ref, type Ref } from 'vue'
import { reloadWhenServed } from '../shared/reload'
import { openLive } from '../shared/socket'
import type { ChangedMessage } from '../shared/wire'

// An import of a whole roster announces itself many times; the page reads once it is over.
const SETTLE_MS = 400
// The first word on the line advises to read everything; a page this young has just done so, and is still painting.
const YOUNG_MS = 1_500
// A line that drops for a moment is nobody's business.
const LINK_PATIENCE_MS = 8_000
const SIGN_OF_LIFE_MS = 5_000

export interface LineOptions {
  screen: string
  version: string
  known: number // the store's number the page's first data came from; 0 when it was not told
  /** Something changed, or may have: the server says so to every page that joins, too. */
  changed(): void
  /** Whether a reload would disturb nobody. */
  mayReload(): boolean
}

/** Listens to the station's announcements for as long as the page is open; says whether the line has been up lately. */
export function useLine(options: LineOptions): Ref<boolean> {
  const linked = ref(true)
  let settling: ReturnType<typeof setTimeout> | undefined
  let missed: ReturnType<typeof setTimeout> | undefined

  function changed(): void {
    settling ??= setTimeout(() => {
      settling = undefined
      options.changed()
    }, Math.max(SETTLE_MS, YOUNG_MS - performance.now()))
  }

  function link(up: boolean): void {
    if (up) {
      clearTimeout(missed)
      missed = undefined
      linked.value = true
    } else {
      missed ??= setTimeout(() => { linked.value = false }, LINK_PATIENCE_MS)
    }
  }

  const live = openLive<ChangedMessage>({
    path: `/ws/screens/${encodeURIComponent(options.screen)}?kind=kiosk`,
    version: options.version,
    onMessage: (message) => { if (message.type === 'changed' && message.n > options.known) changed() },
    onVersion: () => void reloadWhenServed(options.mayReload),
    onLink: link,
  })
  const alive = setInterval(() => {
    live.send({ type: 'health', visible: document.visibilityState === 'visible' })
  }, SIGN_OF_LIFE_MS)
  onScopeDispose(() => {
    live.close()
    clearInterval(alive)
    clearTimeout(settling)
    clearTimeout(missed)
  })
  return linked
}
