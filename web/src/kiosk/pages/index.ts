import { defineAsyncComponent, type Component } from 'vue'
import { reloadWhenServed } from '../../shared/reload'
import type { PageName } from '../trail'
import Home from './Home.vue'

const RETRY_MS = 1_000

// The first screen stands alone; the other pages come in one piece while the visitor looks at it.
const inner = (): Promise<typeof import('./inner')> => import('./inner')
const attract = (): Promise<typeof import('./Attract.vue')> => import('./Attract.vue')

// What a visitor tells, follows and reads of others stands behind those, its sentences with it.
const matters = (): Promise<typeof import('./matters')> => import('./matters')

/** Fetches the pages behind the first screen ahead of the first touch, and of the first silence. */
export function warmPages(): void {
  void Promise.allSettled([inner(), matters(), attract()])
}

function later(loader: () => Promise<Component>): Component {
  // A browser asks for a script once only: what could not be fetched needs a new page.
  return defineAsyncComponent({ loader, delay: 0, onError: () => void reloadWhenServed(() => true, RETRY_MS) })
}

function page(name: keyof typeof import('./inner')): Component {
  return later(async () => (await inner())[name])
}

function matter(name: keyof typeof import('./matters')): Component {
  return later(async () => (await matters())[name])
}

/** The view of each page. */
export const pages: Record<PageName, Component> = {
  attract: later(async () => (await attract()).default),
  home: Home,
  deputies: page('Deputies'),
  faces: page('Faces'),
  deputy: page('Deputy'),
  receptions: page('Receptions'),
  reception: page('Reception'),
  duties: page('Duties'),
  activity: page('Activity'),
  suggestion: page('Suggestion'),
  projects: page('Projects'),
  project: page('Project'),
  rules: page('Rules'),
  article: page('Article'),
  station: page('Station'),
  intake: matter('Intake'),
  follow: matter('Follow'),
  voices: matter('Voices'),
}
