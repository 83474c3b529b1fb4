import { onScopeDispose, readonly, ref, type DeepReadonly, type Ref } from 'vue'

/** Where somebody is at the desk: a screen, the matter open over it, and what the screen is asked for. */
export interface Place {
  at: string
  open: string
  query: Record<string, string>
}

// A code on paper names the record of its own book as open; only matters open over a screen.
const CHOSEN: Record<string, string> = { receptions: 'session', suggestions: 'id' }

/** Reads a place from an address. */
export function placeOf(search: string): Place {
  const { at = 'today', open = '', ...query } = Object.fromEntries(new URLSearchParams(search))
  const chosen = CHOSEN[at]
  if (chosen && open && !query[chosen]) return { at, open: '', query: { ...query, [chosen]: open } }
  return { at, open, query }
}

/** Writes a place as an address; what is empty is left out. */
export function addressOfPlace(place: Place): string {
  const said = new URLSearchParams({ at: place.at })
  for (const [name, value] of Object.entries({ ...place.query, open: place.open })) {
    if (value) said.set(name, value)
  }
  return `?${said}`
}

export interface Places {
  here: DeepReadonly<Ref<Place>>
  go(at: string, query?: Record<string, string>): void
  open(id: string): void
  /** Changes what the screen is asked for, without a new step in the browser's history. */
  ask(query: Record<string, string>): void
}

/** Keeps the place and the browser's address the same. */
export function usePlaces(): Places {
  const here = ref(placeOf(location.search))
  function move(place: Place, how: 'pushState' | 'replaceState'): void {
    here.value = place
    history[how](null, '', location.pathname + addressOfPlace(place))
  }
  const back = (): void => {
    here.value = placeOf(location.search)
  }
  addEventListener('popstate', back)
  onScopeDispose(() => removeEventListener('popstate', back))
  return {
    here: readonly(here),
    go: (at, query = {}) => move({ at, open: '', query }, 'pushState'),
    open: (id) => move({ ...here.value, open: id }, 'pushState'),
    ask: (query) => move({ ...here.value, query }, 'replaceState'),
  }
}
