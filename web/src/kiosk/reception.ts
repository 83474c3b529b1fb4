import { t } from '../lang/t'
import type { Reception } from '../shared/wire'
import type { WallTime } from './clock'
import { sayDay } from './words'

/** How many days ahead people may look. */
export const DAYS_AHEAD = 28

/** The reception under way or next to come, or null. The list is in order of time. */
export function nextOf(receptions: readonly Reception[], now: WallTime): Reception | null {
  const isAhead = (day: Reception): boolean => day.date > now.date || (day.date === now.date && day.end > now.time)
  return receptions.find(isAhead) ?? null
}

/** Says which day it is: today with its lunar date, or the next one. */
export function announce(day: Reception, today: string): string {
  if (day.date !== today) return t('reception.next', { day: sayDay(day.date, today) })
  return day.lunar ? t('reception.today', { lunar: day.lunar }) : t('reception.today.plain')
}
