import '../shared/tokens.css'
import { rememberTouch } from './early'
import { reloadWhenServed } from '../shared/reload'
import './kiosk.css'

// A public glass has no menu, nothing to drag away and nothing to zoom.
for (const event of ['contextmenu', 'dragstart', 'gesturestart']) {
  addEventListener(event, (happening) => happening.preventDefault())
}

const touchAgain = rememberTouch()

// The HTML shows the first screen already. It reaches the glass before the program is even read, but a window that
// paints nothing (one in the background) must not keep it waiting.
const LONGEST_WAIT_MS = 1_000
const RETRY_MS = 2_000

function painted(): Promise<void> {
  return new Promise((resolve) => {
    new PerformanceObserver(() => resolve()).observe({ type: 'largest-contentful-paint', buffered: true })
    setTimeout(resolve, LONGEST_WAIT_MS)
  })
}

async function start(): Promise<void> {
  try {
    const { run } = await import('./run')
    await run()
    touchAgain()
  } catch {
    // A browser asks for a script once only: what could not be fetched needs a new page.
    await reloadWhenServed(() => true, RETRY_MS)
  }
}

void painted().then(start)
