import type { Sentence } from '../lang/t'
import type { NextStep, Satisfaction } from '../shared/matter'

/** Digits of a query code. */
export const CODE_DIGITS = 12
const GROUP = 4

export const faces: readonly Satisfaction[] = ['satisfied', 'basically_satisfied', 'unsatisfied']

/** The code after a digit; one digit too many changes nothing. */
export function withDigit(code: string, digit: string, most = CODE_DIGITS): string {
  return /^\d$/.test(digit) && code.length < most ? code + digit : code
}

/** The three groups of a code, however much of it is there: 1234, 56, ''. */
export function groupsOf(code: string): string[] {
  return Array.from({ length: CODE_DIGITS / GROUP }, (_, nth) => code.slice(nth * GROUP, (nth + 1) * GROUP))
}

/** 还有几天, as a sentence with its number. */
export function saidLeft({ days_left: days }: Pick<NextStep, 'days_left'>): { sentence: Sentence; days: number } {
  if (days < 0) return { sentence: 'follow.left.late', days: -days }
  return days === 0 ? { sentence: 'follow.left.today', days } : { sentence: 'follow.left.days', days }
}

/** What a failed look-up is to the voter. A wrong code is told no more than that it is wrong. */
export function lookupFault(status: number): Sentence {
  if (status === 404 || status === 400) return 'follow.unknown'
  return status === 429 ? 'follow.hasty' : 'follow.failed'
}

/** Whether a face would send the matter back to work. */
export function sendsBack(face: Satisfaction, redoPossible: boolean): boolean {
  return face === 'unsatisfied' && redoPossible
}
