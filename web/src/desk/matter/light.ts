import { say } from '../say'
import type { Due } from '../wire'

/** How a deadline stands, in words: colour alone tells nobody anything. */
export function sayDue(due: Due): string {
  const { days_left: left, label } = due
  if (left < 0) return say('due.late', { label, days: -left })
  if (left === 0) return say('due.today', { label })
  return say('due.left', { label, days: left })
}

/** The short words of a deadline, for a cell. */
export function sayLeft(left: number): string {
  if (left < 0) return say('left.late', { days: -left })
  if (left === 0) return say('left.today')
  if (left === 1) return say('left.tomorrow')
  return say('left.days', { days: left })
}

/** The mark before the words, so that the three lights differ in shape as well. */
export const SHAPES = { green: '●', yellow: '▲', red: '■' } as const
