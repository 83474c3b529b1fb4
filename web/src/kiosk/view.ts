import type { Panel } from '../shared/panel'
import type { Reception, Shelves, Station } from '../shared/wire'
import type { WallTime } from './clock'
import type { Stay } from './idle'
import type { PageName, Stand } from './trail'

/** What every page is told by the top of the kiosk. */
export interface ViewProps {
  stand: Stand
  station: Station
  shelves: Shelves
  receptions: Reception[]
  now: WallTime
  panel: Panel // the part of the glass pages may use
  large: boolean
  revision: number // grows with every change of the station's records
}

/** What a page remembers of the visitor's doings while the visit lasts. */
export type Mark = Partial<Pick<Stand, 'leaf' | 'choice' | 'typed'>>

/** What a page tells the top. */
export interface ViewEvents {
  go: [page: PageName, ...keys: string[]]
  mark: [mark: Mark]
  back: []
  attend: [stay: Stay] // how long the visitor is waited for from now on
  end: [] // the visitor wants to go, but something told would be lost
  leave: [] // the visit is over, everything of it goes
}
