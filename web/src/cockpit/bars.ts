import { drawn } from './number'
import { say } from './say'
import type { Figure, Place } from './wire'

/** One bar of a list: what it stands for, how long it is, and what is written at its end. */
export interface Bar {
  key: string
  name: string
  value: number
  text: string
  alert?: boolean
  still?: boolean // leads nowhere
}

const number = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 })

/** The places as bars of one figure, the largest first. */
export function placeBars(places: Place[], figure: Figure): Bar[] {
  const percent = figure.kind === 'share' || figure.unit === '%'
  return places.map((place) => {
    const value = drawn(place.values[figure.key], figure.kind)
    return { key: place.scope, name: place.own ? say('compare.own', { name: place.name }) : place.name, value, text: number.format(value) + (percent ? '%' : ''),
      alert: figure.key.startsWith('overdue'), still: place.own === true }
  }).sort((a, b) => b.value - a.value)
}

/** The parts of a figure as bars, the largest first. */
export function partBars(figure: Figure, alert = false): Bar[] {
  return (figure.parts ?? []).filter((part) => part.value > 0)
    .map((part) => ({ key: part.key, name: part.label, value: part.value, text: number.format(part.value), alert }))
    .sort((a, b) => b.value - a.value)
}

/** How long the bars are drawn, of a hundred: shares of all there is, other numbers of the largest. */
export function lengths(bars: Bar[], percent: boolean): number[] {
  const most = percent ? 100 : Math.max(1, ...bars.map((bar) => bar.value))
  return bars.map((bar) => Math.min(100, (bar.value / most) * 100))
}
