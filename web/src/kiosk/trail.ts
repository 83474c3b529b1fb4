import { computed, reactive, type ComputedRef } from 'vue'

/** The pages a visitor can stand on. */
export const pageNames = [
  'attract', 'home', 'deputies', 'faces', 'deputy', 'receptions', 'reception', 'duties', 'activity', 'suggestion',
  'projects', 'project', 'rules', 'article', 'station', 'intake', 'follow', 'voices',
] as const

export type PageName = (typeof pageNames)[number]

/** Whether a visitor says something of their own on a page: it ends with everything cleared, never by walking about. */
export function isPrivate(page: PageName): boolean {
  return page === 'intake' || page === 'follow'
}

/** Where to go: a page and what it needs to know, as its address spells it. */
export interface Step {
  page: PageName
  keys: string[]
}

/** One step of the way, with what the visitor did there: the leaf turned to, the door chosen, the letters typed. */
export interface Stand extends Step {
  number: number
  leaf: number
  choice: string
  typed: string
}

/** The way a visitor came, kept in memory only: the browser's history would show it to the next one. */
export interface Trail {
  here: ComputedRef<Stand>
  depth: ComputedRef<number>
  go(page: PageName, ...keys: string[]): void
  back(): void
  home(): void
  /** Ends the visit: nothing of the way is kept. */
  reset(): void
}

const ROOT = '/kiosk'

/** Reads the address of a page; an unknown one is home. */
export function stepOf(path: string): Step {
  const [page = '', ...keys] = path.slice(ROOT.length).split('/').filter(Boolean).map(decodeSafely)
  const known = pageNames.find((name) => name === page)
  return known ? { page: known, keys } : { page: 'home', keys: [] }
}

/** The address of a step. What a visitor typed is never part of it. */
export function pathOf({ page, keys }: Step): string {
  if (page === 'home') return ROOT
  return [ROOT, page, ...keys.map(encodeURIComponent)].join('/')
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Starts a way at a step; moved is told each new address. */
export function useTrail(start: Step, moved: (path: string) => void): Trail {
  let count = 0
  const stand = (step: Step): Stand => ({ ...step, number: count++, leaf: 0, choice: '', typed: '' })
  const way = reactive<Stand[]>([stand(start)])
  const here = computed(() => way[way.length - 1] ?? stand({ page: 'home', keys: [] }))
  const replace = (steps: Stand[]): void => {
    way.splice(0, way.length, ...steps)
    moved(pathOf(here.value))
  }
  const atHome = (): Stand => stand({ page: 'home', keys: [] })
  return {
    here,
    depth: computed(() => way.length),
    go: (page, ...keys) => replace([...way, stand({ page, keys })]),
    back: () => replace(way.length > 1 ? way.slice(0, -1) : [atHome()]),
    home: () => replace([atHome()]),
    reset: () => replace([stand({ page: 'attract', keys: [] })]),
  }
}
