import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { KioskFirst, Reception, ServerTime, Shelves, Station } from '../shared/wire'
import { addDays, carry, wallTime, type WallTime } from './clock'
import { listReceptions } from './data/receptions'
import { countShelves, readStation, readUpward } from './data/station'
import { useLine } from './line'
import { DAYS_AHEAD } from './reception'
import type { Upward } from './upward'

const BEAT_MS = 1_000
const REFRESH_MS = 5 * 60_000
const RETRY_MS = 3_000
// The first screen stands on the page's own data. The line's first word brings the questions; without it they wait.
const FIRST_QUESTION_MS = 3_000
// Until it is counted everything is taken to be there: a tile that goes away is rarer than one that comes late.
const presumed: Shelves = { activities: 1, projects: 1, suggestions: 1, news: 1, notice: 1, law: 1, rule: 1 }

/** What all pages of the kiosk know of the station, kept true for as long as the page is open. */
export interface House {
  station: Ref<Station>
  shelves: Ref<Shelves>
  receptions: Ref<Reception[]>
  now: ComputedRef<WallTime>
  linked: Ref<boolean>
  upward: Ref<Upward | null>
  revision: Ref<number>
}

/** Keeps the station's data and clock. mayReload says whether a reload would disturb nobody. */
export function useHouse(first: KioskFirst, screen: string, mayReload: () => boolean): House {
  const station = shallowRef(first.station)
  const shelves = shallowRef(first.shelves ?? presumed)
  const receptions = shallowRef(first.receptions)
  const upward = shallowRef<Upward | null>(null)
  const revision = ref(0)
  const { now, set } = useClock(first.station.time)
  let next: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    clearTimeout(next)
    let wait = REFRESH_MS
    try {
      const today = now.value.date
      const [fresh, days, counts, above] = await Promise.all([
        readStation(), listReceptions(today, addDays(today, DAYS_AHEAD)), countShelves(), readUpward(),
      ])
      set(fresh.time)
      station.value = fresh
      receptions.value = days
      shelves.value = counts
      upward.value = above
    } catch {
      wait = RETRY_MS
    }
    clearTimeout(next)
    next = setTimeout(() => void refresh(), wait)
  }

  function changed(): void {
    revision.value++
    void refresh()
  }

  const linked = useLine({ screen, version: first.version, known: first.n ?? 0, changed, mayReload })
  next = setTimeout(() => void refresh(), first.shelves ? REFRESH_MS : FIRST_QUESTION_MS)
  onScopeDispose(() => clearTimeout(next))
  return { station, shelves, receptions, now, linked, upward, revision }
}

/** The station's own clock, carried on between two answers of the server. */
function useClock(time: ServerTime): { now: ComputedRef<WallTime>; set: (time: ServerTime) => void } {
  const clock = shallowRef(carry(time, performance.now()))
  const beat = ref(performance.now())
  const ticking = setInterval(() => { beat.value = performance.now() }, BEAT_MS)
  onScopeDispose(() => clearInterval(ticking))
  const now = computed(() => wallTime(clock.value, beat.value))
  return { now, set: (fresh) => { clock.value = carry(fresh, performance.now()) } }
}
