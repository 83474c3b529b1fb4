import type { Shelves, Station } from '../../shared/wire'
import type { Upward } from '../upward'
import { countArticles } from './articles'
import { ask } from './ask'

/** The station this terminal stands in, with the server's clock. */
export function readStation(): Promise<Station> {
  return ask('station')
}

/** Whether what was said here has reached the county yet. */
export function readUpward(): Promise<Upward> {
  return ask('sync')
}

/** The address of the code that opens the station's page on a phone. */
export function stationCode(id: string): string {
  return `/api/v1/stations/${encodeURIComponent(id)}/qr.svg`
}

/** How much there is to show of each kind, where the page's first data did not say. */
export async function countShelves(): Promise<Shelves> {
  const count = async (path: string): Promise<number> => (await ask<{ total: number }>(path, { limit: 1 })).total
  const [activities, projects, suggestions, news, notice, law, rule] = await Promise.all([
    count('activities'), count('projects'), count('suggestions'),
    countArticles('news'), countArticles('notice'), countArticles('law'), countArticles('rule'),
  ])
  return { activities, projects, suggestions, news, notice, law, rule }
}
