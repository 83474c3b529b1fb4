import type { Moment } from './playlist'

const STATION_ZONE = 'Asia/Shanghai'

const reading = new Intl.DateTimeFormat('en-CA', {
  timeZone: STATION_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Reads a clock in the station's zone, whatever zone the browser believes in. */
export function momentOf(time: Date): Moment {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of reading.formatToParts(time)) part[type] = value
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

const WEEKDAYS = '一二三四五六日'

/** Words a day: 11月21日. */
export function monthDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** Words a weekday: 星期六; 1 is Monday. */
export function weekday(iso: number): string {
  return `星期${WEEKDAYS[iso - 1] ?? ''}`
}

/** The ISO weekday of a day. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** Words a time as people say it: 上午9:00, 中午12:30, 晚上7:00. */
export function hour(time: string): string {
  const h = Number(time.slice(0, 2))
  const part = h >= 18 ? '晚上' : h >= 13 ? '下午' : h === 12 ? '中午' : '上午'
  return `${part}${h > 12 ? h - 12 : h}${time.slice(2)}`
}
