import { say } from './say'

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai' })
const moment = new Intl.DateTimeFormat('zh-CN', {
  year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Shanghai',
})

/** The time of day of a moment, in the station's zone. */
export function sayClock(at: string): string {
  return clock.format(new Date(at))
}

/** A moment in full, in the station's zone. */
export function sayMoment(at: string): string {
  return at ? moment.format(new Date(at)) : ''
}

/** 2026-11-22 as 11月22日, with the year when it is another than the one given. */
export function sayDay(date: string, today = ''): string {
  const [year, month, day] = date.split('-')
  if (!year || !month || !day) return date
  const words = { year, month: Number(month), day: Number(day) }
  return date.startsWith(today.slice(0, 4)) ? say('date.day', words) : say('date.full', words)
}

/** Twelve digits as a person reads them out: 1234 5678 9012. */
export function sayCode(code: string): string {
  return code.replace(/\D/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}

/** The day so many days after another. */
export function addDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}
