import { spoken, t, type Sentence } from '../lang/t'

/** A date as people say it: 11月21日, 2026年5月, 1970年. Empty stays empty. */
export function sayDate(date: string): string {
  return worded(date, date.length > 7 ? 'date.day' : date.length > 4 ? 'date.month' : 'date.year')
}

/** A full date with its year: 2026年11月21日. */
export function sayFullDate(date: string): string {
  return date.length > 7 ? worded(date, 'date.full') : sayDate(date)
}

/** 星期三 */
export function sayWeekday(date: string): string {
  return t('date.weekdays').split(',')[new Date(date).getUTCDay()] ?? ''
}

// The browser's own wording of dates costs a slow box longer than all the rest of the first screen.
function worded(date: string, sentence: Sentence): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? []
  if (!year) return date
  const name = t('date.months').split(',')[Number(month) - 1] ?? ''
  return t(sentence, { year, month: name, day: Number(day) })
}

/** 今天, 明天, or the date with its weekday. */
export function sayDay(date: string, today: string): string {
  const days = (Date.parse(date) - Date.parse(today)) / 86_400_000
  if (days === 0) return t('day.today')
  if (days === 1) return t('day.tomorrow')
  const sameYear = date.slice(0, 4) === today.slice(0, 4)
  return t('day.weekday', { day: sameYear ? sayDate(date) : sayFullDate(date), weekday: sayWeekday(date) })
}

/** 上午9:00 */
export function sayTime(time: string): string {
  return t(periodOf(time), { time: clockOf(time) })
}

/** 上午9:00—11:30, or the start alone where the end is open. */
export function saySpan(start: string, end: string): string {
  if (!start) return ''
  if (!end) return sayTime(start)
  const same = periodOf(start) === periodOf(end) && spoken() === 'zh-CN'
  return t('time.span', { start: sayTime(start), end: same ? clockOf(end) : sayTime(end) })
}

function periodOf(time: string): Sentence {
  const hour = Number(time.slice(0, 2))
  if (hour < 12) return 'time.morning'
  if (hour === 12) return 'time.noon'
  return hour < 18 ? 'time.afternoon' : 'time.evening'
}

function clockOf(time: string): string {
  const hour = Number(time.slice(0, 2))
  return `${hour > 12 ? hour - 12 : hour}${time.slice(2, 5)}`
}

/** Short things side by side in one line, a full space between; empty ones are left out. */
export function beside(...parts: string[]): string {
  return parts.filter(Boolean).join('\u3000')
}

/** Paragraphs of a plain text; an empty line parts them. */
export function paragraphs(text: string): string[] {
  return text.split(/\n\s*\n|\r\n\s*\r\n/).map((part) => part.trim()).filter(Boolean)
}

/** Where a code leads, in words below it: people should see the address before they scan. */
export function sayAddress(page: string): string {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?([^/]*)(.*)$/i.exec(page) ?? []
  return host.toLowerCase() + path
}
