import { createApp } from 'vue'
import { speak } from '../lang/t'
import { readFirst } from '../shared/first'
import '../shared/tokens.css'
import type { KioskFirst } from '../shared/wire'
import App from './App.vue'
import { rememberTouch } from './early'
import './kiosk.css'
import { readFirstFromServer } from './start'

// A public glass has no menu, nothing to drag away and nothing to zoom.
for (const event of ['contextmenu', 'dragstart', 'gesturestart']) {
  addEventListener(event, (happening) => happening.preventDefault())
}

const touchAgain = rememberTouch()

async function start(): Promise<void> {
  await speak(new URLSearchParams(location.search).get('lang'))
  const first = readFirst<KioskFirst>() ?? (await readFirstFromServer())
  createApp(App, { first }).mount('#app')
  touchAgain()
}

// The HTML shows the first screen already. The program lets it reach the glass before it takes over, but a window that
// paints nothing (one in the background) must not keep it waiting.
const LONGEST_WAIT_MS = 1_000

function painted(): Promise<void> {
  return new Promise((resolve) => {
    new PerformanceObserver(() => resolve()).observe({ type: 'largest-contentful-paint', buffered: true })
    setTimeout(resolve, LONGEST_WAIT_MS)
  })
}

void painted().then(start)
