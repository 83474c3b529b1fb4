import type { KioskFirst, Screen } from '../shared/wire'
import { ask } from './data/ask'
import { listReceptions } from './data/receptions'
import { readStation } from './data/station'
import { addDays } from './clock'
import { DAYS_AHEAD } from './reception'

const RETRY_MS = 2_000

/** Asks for what the HTML usually carries, until it is there. */
export async function readFirstFromServer(): Promise<KioskFirst> {
  for (;;) {
    try {
      const station = await readStation()
      const today = station.time.now.slice(0, 10)
      const receptions = await listReceptions(today, addDays(today, DAYS_AHEAD))
      const id = new URLSearchParams(location.search).get('screen')
      const screen = id ? await ask<Screen>(`screens/${encodeURIComponent(id)}`).catch(() => null) : null
      return { station, screen, receptions, version: station.version }
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}
