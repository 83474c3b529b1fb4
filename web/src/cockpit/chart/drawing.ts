import { drawn } from '../number'
import type { Figure, Place, Series } from '../wire'
import type { Drawing } from './chart'

/** The colours and the size of letters a chart is drawn with, read from the page's own style. */
export interface Ink {
  text: string
  accent: string
  line: string
  alert: string
  size: number // px
  family: string
}

// The library's own tooltip writes HTML with styles in it, which the page's policy forbids; rich text is drawn.
function tooltip(ink: Ink): NonNullable<Drawing['tooltip']> {
  return { renderMode: 'richText', trigger: 'axis', textStyle: { fontSize: ink.size, fontFamily: ink.family } }
}

function base(ink: Ink): Drawing {
  return {
    animation: false,
    textStyle: { color: ink.text, fontSize: ink.size, fontFamily: ink.family },
    tooltip: tooltip(ink),
  }
}

const label = (ink: Ink): { color: string; fontSize: number; fontFamily: string } => ({
  color: ink.text, fontSize: ink.size, fontFamily: ink.family,
})

/** One figure over twelve months. */
export function trendDrawing(series: Series, months: string[], ink: Ink): Drawing {
  return {
    ...base(ink),
    grid: { left: 8, right: 16, top: ink.size * 2, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: months.map(monthName), axisLabel: label(ink), axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: label(ink), splitLine: { lineStyle: { color: ink.line, opacity: 0.4 } } },
    series: [{ type: 'line', name: series.label, data: series.values, symbolSize: ink.size / 2, lineStyle: { width: 3, color: ink.accent },
      itemStyle: { color: ink.accent }, label: { show: true, ...label(ink), formatter: hideZero } }],
  }
}

/** "2026-01" is "1月", with the year where it turns. */
export function monthName(month: string): string {
  const number = Number(month.slice(5))
  return number === 1 ? `${month.slice(0, 4)}年1月` : `${number}月`
}

function hideZero(point: { value?: unknown }): string {
  return point.value ? String(point.value) : ''
}

export interface Bar {
  name: string
  value: number
  alert?: boolean
}

/** Bars from the left, the largest on top; a figure that is a share is drawn in percent. */
export function barDrawing(bars: Bar[], percent: boolean, ink: Ink): Drawing {
  const upwards = [...bars].reverse()
  return {
    ...base(ink),
    grid: { left: 4, right: ink.size * 4, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false, ...(percent && { max: 100 }) },
    yAxis: { type: 'category', data: upwards.map((bar) => bar.name), axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { ...label(ink), width: ink.size * 13, overflow: 'truncate' } },
    series: [{ type: 'bar', barMaxWidth: ink.size * 1.6, data: upwards.map((bar) => ({ value: bar.value,
      itemStyle: { color: bar.alert ? ink.alert : ink.accent } })),
    label: { show: true, position: 'right', ...label(ink), formatter: percent ? '{c}%' : '{c}' } }],
  }
}

/** The places as bars of one figure, the largest first. */
export function placeBars(places: Place[], figure: Figure): Bar[] {
  return places.map((place) => ({ name: place.name, value: drawn(place.values[figure.key], figure.kind),
    alert: figure.key.startsWith('overdue') })).sort((a, b) => b.value - a.value)
}

const MOST_BARS = 8

/** The parts of a figure as bars, the largest first. */
export function partBars(figure: Figure, alert = false): Bar[] {
  return (figure.parts ?? []).filter((part) => part.value > 0).map((part) => ({ name: part.label, value: part.value, alert }))
    .sort((a, b) => b.value - a.value).slice(0, MOST_BARS)
}
