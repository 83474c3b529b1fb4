import { defineAsyncComponent, type Component } from 'vue'
import type { PageName } from '../trail'
import Home from './Home.vue'

const RETRY_MS = 1_000

// The first screen stands alone; the other pages come in one piece while the visitor looks at it.
const inner = (): Promise<typeof import('./inner')> => import('./inner')

/** Fetches the pages behind the first screen ahead of the first touch. */
export function warmPages(): void {
  void inner().catch(() => undefined)
}

function later(name: keyof typeof import('./inner')): Component {
  return defineAsyncComponent({
    loader: async () => (await inner())[name],
    delay: 0,
    onError: (_error, retry) => { setTimeout(retry, RETRY_MS) },
  })
}

/** The view of each page but the attract loop, which is no page one can walk on. */
export const pages: Record<Exclude<PageName, 'attract'>, Component> = {
  home: Home,
  deputies: later('Deputies'),
  faces: later('Faces'),
  deputy: later('Deputy'),
  receptions: later('Receptions'),
  reception: later('Reception'),
  duties: later('Duties'),
  activity: later('Activity'),
  suggestion: later('Suggestion'),
  projects: later('Projects'),
  project: later('Project'),
  rules: later('Rules'),
  article: later('Article'),
  station: later('Station'),
}
