import type { Figure, Part, Value } from './wire'

const whole = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
const share = new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: 1 })

/** A number as people read it: at most two decimals, thousands parted. */
export function numberText(value: number): string {
  return whole.format(value)
}

/** The value of a figure without its unit; a progress is a whole percentage, nobody measures it finer. */
export function valueText(figure: Figure): string {
  if (isBlank(figure)) return '—'
  return figure.unit === '%' ? `${Math.round(figure.value)}%` : numberText(figure.value)
}

/** The unit to say after the value; none where the value has it already. */
export function unitText(figure: Figure): string {
  return figure.unit === '%' || isBlank(figure) ? '' : figure.unit
}

/** A share as a percentage; null where there is nothing to divide by. */
export function rateText(rate: number | undefined): string | null {
  return rate === undefined ? null : share.format(rate)
}

/** Whether there was anything to average. */
export function isBlank(figure: Figure): boolean {
  return figure.kind === 'mean' && figure.of === 0
}

/** What is drawn of a value: its share in percent where the figure is one, else the number itself. */
export function drawn(value: Value | Part | undefined, kind: Figure['kind']): number {
  if (!value) return 0
  if (kind === 'share') return Math.round((value.rate ?? 0) * 1000) / 10
  return value.value
}

/** The moment of an RFC 3339 time as the county speaks it: "11月22日 13:05". */
export function momentText(time: string): string {
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || at.getFullYear() < 2000) return ''
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', ...options }).format(at)
  return `${part({ month: 'long', day: 'numeric' })} ${part({ hour: '2-digit', minute: '2-digit', hour12: false })}`
}
