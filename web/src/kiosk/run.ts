import { createApp } from 'vue'
import { speak } from '../lang/t'
import { readFirst } from '../shared/first'
import type { KioskFirst } from '../shared/wire'
import App from './App.vue'
import { readFirstFromServer } from './start'

/** Takes over from the still first screen. */
export async function run(): Promise<void> {
  await speak(new URLSearchParams(location.search).get('lang'))
  const first = readFirst<KioskFirst>() ?? (await readFirstFromServer())
  createApp(App, { first }).mount('#app')
}
