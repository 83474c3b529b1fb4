// What crosses the wire about sync; the Go side is sync.Status.

export type SyncState = 'alone' | 'online' | 'offline' | 'revoked' | 'forked'

/** A change that was kept but not applied. */
export interface Fault {
  chain: string
  ctr: number
  code: string
}

/** How this box stands towards the one above it. Times in Unix milliseconds are 0 or absent when there is nothing to say. */
export interface SyncStatus {
  version: string
  pending: number
  oldest_at?: number
  hop_ack: number
  root_ack: number
  down: number
  quarantine: number
  files_up: number
  bytes_up: number
  clock_ms: number
  trust: 'untrusted' | 'rtc' | 'ntp' | 'county' | 'manual'
  disk_free?: number
  held?: number // changes the log holds
  below?: number
  parent: string
  state: SyncState
  last_contact?: string
  trouble?: string // why it is offline, in words
  faults: Fault[]
}

/** What came of a bundle. */
export interface Bundled {
  up: boolean
  changes: number
  files: number
  name?: string // of the node it is from
  refused?: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What an officer should hear of the line unasked. A station that never had a contact travels by stick and misses nothing. */
export function hindrance(s: SyncStatus, now: number): 'revoked' | 'forked' | 'wrong_time' | 'silent' | null {
  if (s.state === 'revoked' || s.state === 'forked') return s.state
  if (s.trust === 'untrusted') return 'wrong_time'
  return s.state === 'offline' && s.last_contact && now - Date.parse(s.last_contact) > DAY ? 'silent' : null
}

/** How long ago something was, in the largest whole unit: what to say and how many. */
export function agoOf(ms: number): { unit: 'now' | 'minutes' | 'hours' | 'days'; n: number } {
  if (ms < MINUTE) return { unit: 'now', n: 0 }
  if (ms < HOUR) return { unit: 'minutes', n: Math.floor(ms / MINUTE) }
  if (ms < DAY) return { unit: 'hours', n: Math.floor(ms / HOUR) }
  return { unit: 'days', n: Math.floor(ms / DAY) }
}

/** Bytes as people say them. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const value = bytes / 1024 ** at
  return `${value >= 100 || at === 0 ? Math.round(value) : value.toFixed(1)} ${units[at] ?? ''}`
}
