import { say, sayOf, type Phrase } from '../say'

// When deputies receive voters, as the record says it; the Go side is station.ReceptionRule and station.Pattern.

export type PatternKind = 'month_days' | 'nth_weekday' | 'weekday' | 'lunar_day'
export const PATTERNS: PatternKind[] = ['month_days', 'nth_weekday', 'weekday', 'lunar_day']

export interface Pattern {
  kind: PatternKind
  days?: number[] // -1 is the month's last
  nth?: number // 1-5, -1 the last
  weekday?: number // 1 Monday ... 7 Sunday
  rows?: boolean // nth counts rows of the wall calendar
  lunar_day?: number
  leap_month?: boolean
  months?: number[] // of the pattern's own calendar; none means all
}

/** A rule as it is sent: what is null goes. */
export interface Rule {
  title: string
  pattern: Pattern
  start: string
  end: string
  place: string | null
  rota: string[] | null
  per_day: number | null
  valid_from: string | null
  valid_until: string | null
  holiday: string
  weekends_off: boolean
}

/** One day a rule comes to. */
export interface Occurrence {
  date: string
  lunar: string
  start: string
  end: string
  deputies: string[]
  moved_from?: string
  tentative?: boolean
}

/** A rule while somebody fills it in. */
export interface Filled {
  title: string
  kind: PatternKind
  days: string[]
  nth: string
  weekday: string
  rows: boolean
  lunar: string
  leap: boolean
  months: string[]
  start: string
  end: string
  place: string
  rota: string[]
  perDay: string // 0 for all
  from: string
  until: string
  holiday: string
  weekendsOff: boolean
}

export const HOLIDAYS = ['next_day', 'next_week', 'skip', 'keep'] as const

const LAST = -1
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Counts from one to so many, as a list offers them. */
export function upTo(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i + 1))
}

/** The half hours of a day's work, and the hour that is chosen. */
export function hoursWith(chosen: string): string[] {
  const hours = Array.from({ length: 31 }, (_, half) => `${String(6 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`)
  return hours.includes(chosen) || chosen === '' ? hours : [...hours, chosen].sort()
}

/** 1 to 30 as the lunar month says them: 初一, 十六, 廿三. */
export function lunarDay(day: number): string {
  const ten = Math.floor(day / 10)
  const one = DIGITS[day % 10] ?? ''
  if (day <= 10) return `初${DIGITS[day] ?? ''}`
  if (day % 10 === 0) return `${DIGITS[ten] ?? ''}十`
  return `${ten === 1 ? '十' : '廿'}${one}`
}

/** What stands in the form of a rule; the usual morning for a new one. */
export function filledFrom(rule: Partial<Rule>): Filled {
  const pattern: Partial<Pattern> = rule.pattern ?? {}
  return {
    title: rule.title ?? '', kind: pattern.kind ?? 'month_days', days: (pattern.days ?? []).map(String), nth: String(pattern.nth ?? 1),
    weekday: String(pattern.weekday ?? 1), rows: pattern.rows === true, lunar: String(pattern.lunar_day ?? 1), leap: pattern.leap_month === true,
    months: (pattern.months ?? []).map(String), start: rule.start ?? '09:00', end: rule.end ?? '11:00', place: rule.place ?? '',
    rota: rule.rota ?? [], perDay: String(rule.per_day ?? 0), from: rule.valid_from ?? '', until: rule.valid_until ?? '',
    holiday: rule.holiday || 'next_day', weekendsOff: rule.weekends_off === true,
  }
}

/** The rule a form says. */
export function ruleOf(filled: Filled): Rule {
  return {
    title: filled.title.trim(), pattern: patternOf(filled), start: filled.start, end: filled.end, place: filled.place.trim() || null,
    rota: filled.rota.length > 0 ? filled.rota : null, per_day: Number(filled.perDay) || null, valid_from: filled.from || null,
    valid_until: filled.until || null, holiday: filled.holiday, weekends_off: filled.weekendsOff,
  }
}

function patternOf(filled: Filled): Pattern {
  const months = filled.months.length > 0 ? { months: inOrder(filled.months) } : {}
  switch (filled.kind) {
    case 'month_days': return { kind: 'month_days', days: inOrder(filled.days), ...months }
    case 'nth_weekday': return { kind: 'nth_weekday', nth: Number(filled.nth), weekday: Number(filled.weekday), ...(filled.rows && { rows: true }), ...months }
    case 'weekday': return { kind: 'weekday', weekday: Number(filled.weekday), ...months }
    case 'lunar_day': return { kind: 'lunar_day', lunar_day: Number(filled.lunar), ...(filled.leap && { leap_month: true }), ...months }
  }
}

function inOrder(words: readonly string[]): number[] {
  return words.map(Number).sort((a, b) => (a === LAST ? 1 : b === LAST ? -1 : a - b))
}

/** What of a rule a person changed; all of it when it is new. */
export function changesOf(before: Partial<Rule> & { id?: string }, filled: Filled): Partial<Rule> {
  const now = ruleOf(filled)
  if (!before.id) return now
  const then = ruleOf(filledFrom(before))
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name as keyof Rule])))
}

/** What is still missing before the days can be worked out, as a sentence; empty when nothing is. */
export function wanting(filled: Filled): Phrase | '' {
  if (filled.kind === 'month_days' && filled.days.length === 0) return 'rule.want.days'
  if (!filled.start || !filled.end || filled.end <= filled.start) return 'rule.want.hours'
  if (Number(filled.perDay) > filled.rota.length) return 'rule.want.rota'
  if (filled.weekendsOff && filled.holiday === 'next_week') return 'rule.want.weekends'
  return ''
}

/** A rule in one line: 每月7日、21日 09:00—11:00. */
export function sayRule(rule: Partial<Rule>): string {
  const pattern = rule.pattern
  if (!pattern) return ''
  const months = pattern.months?.length ? say('rule.months.only', { months: pattern.months.join('、') }) : ''
  return `${sayPattern(pattern)}${months} ${rule.start ?? ''}—${rule.end ?? ''}`
}

function sayPattern(pattern: Pattern): string {
  const weekday = sayOf('weekday', String(pattern.weekday ?? 1))
  switch (pattern.kind) {
    case 'month_days': return say('rule.monthly', { days: (pattern.days ?? []).map((day) => (day === LAST ? say('rule.day.last') : say('rule.day', { day }))).join('、') })
    case 'nth_weekday': return say(pattern.nth === LAST ? 'rule.nth.last' : pattern.rows ? 'rule.nth.row' : 'rule.nth', { nth: pattern.nth ?? 1, weekday })
    case 'weekday': return say('rule.weekly', { weekday })
    case 'lunar_day': return say('rule.lunar', { day: lunarDay(pattern.lunar_day ?? 1) })
  }
}

/** The weekday of a full date, 1 Monday ... 7 Sunday. */
export function weekdayOf(date: string): string {
  return String(new Date(`${date}T00:00:00Z`).getUTCDay() || 7)
}
