import { createApp } from 'vue'
import { speak } from '../lang/t'
import { readFirst } from '../shared/first'
import '../shared/tokens.css'
import type { KioskFirst } from '../shared/wire'
import App from './App.vue'
import './kiosk.css'
import { readFirstFromServer } from './start'

// A public glass has no menu, nothing to drag away and nothing to zoom.
for (const event of ['contextmenu', 'dragstart', 'gesturestart']) {
  addEventListener(event, (happening) => happening.preventDefault())
}

async function start(): Promise<void> {
  await speak(new URLSearchParams(location.search).get('lang'))
  const first = readFirst<KioskFirst>() ?? (await readFirstFromServer())
  createApp(App, { first }).mount('#app')
}

void start()
