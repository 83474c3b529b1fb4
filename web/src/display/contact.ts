/** Silence after which the wall says so, in milliseconds. Shorter ones are a restart nobody need know of. */
export const UNSURE_AFTER = 10 * 60_000

/** What the corner says about the line: nothing while it is up or was lost just now, else since when. */
export function badge(up: boolean, lostAt: number, now: number, since: (time: number) => string): string {
  if (up || now - lostAt < UNSURE_AFTER) return ''
  return `离线 内容截至${since(lostAt)}`
}
