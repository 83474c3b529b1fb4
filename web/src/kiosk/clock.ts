import type { ServerTime } from '../shared/wire'

/** What the wall clock of the station shows. */
export interface WallTime {
  date: string // 2026-11-21
  time: string // 09:05
}

/** The server's clock, carried on by the page's own steady count of milliseconds. */
export interface Carried {
  utc: number // milliseconds since 1970 when the server answered
  offset: number // minutes the station is ahead of UTC
  at: number // the page's steady count at that moment
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Takes over the server's clock; at is performance.now() when its answer came. A kiosk's own clock is not asked. */
export function carry(server: ServerTime, at: number): Carried {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(server.now) ?? []
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1)
  return { utc: Date.parse(server.now), offset, at }
}

/** Reads the carried clock at a later moment of the same steady count. */
export function wallTime(clock: Carried, at: number): WallTime {
  const local = new Date(clock.utc + clock.offset * MINUTE_MS + (at - clock.at)).toISOString()
  return { date: local.slice(0, 10), time: local.slice(11, 16) }
}

/** Moves a full date by some days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}
