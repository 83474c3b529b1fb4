import type { Series } from '../wire'
import type { Drawing } from './chart'

/** The colours and the size of letters a chart is drawn with, read from the page's own style. */
export interface Ink {
  text: string
  accent: string
  line: string
  size: number // px
  family: string
}

const label = (ink: Ink): { color: string; fontSize: number; fontFamily: string } => ({
  color: ink.text, fontSize: ink.size, fontFamily: ink.family,
})

/** One figure over twelve months. The number stands at every point, so the scale at the side needs few lines. */
export function trendDrawing(series: Series, months: string[], ink: Ink): Drawing {
  return {
    animation: false,
    textStyle: { color: ink.text, fontSize: ink.size, fontFamily: ink.family },
    // The library's own tooltip writes HTML with styles in it, which the page's policy forbids; rich text is drawn.
    tooltip: { renderMode: 'richText', trigger: 'axis', textStyle: { fontSize: ink.size, fontFamily: ink.family } },
    grid: { left: ink.size, right: ink.size * 1.5, top: ink.size * 2, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: months.map(tick), axisLabel: { ...label(ink), interval: 0, hideOverlap: true },
      axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, axisLabel: label(ink), splitLine: { lineStyle: { color: ink.line, opacity: 0.4 } } },
    series: [{ type: 'line', name: series.label, data: series.values, symbolSize: ink.size / 2, lineStyle: { width: ink.size / 6, color: ink.accent },
      itemStyle: { color: ink.accent }, label: { show: true, ...label(ink), formatter: hideZero } }],
  }
}

/** "2026-11" is "11月", with the year where it turns. */
export function monthName(month: string): string {
  const number = Number(month.slice(5))
  return number === 1 ? `${month.slice(0, 4)}年1月` : `${number}月`
}

/** The same below the line, where a month has no room beside its year. */
function tick(month: string): string {
  const number = Number(month.slice(5))
  return number === 1 ? `1月\n${month.slice(2, 4)}年` : `${number}月`
}

function hideZero(point: { value?: unknown }): string {
  return point.value ? String(point.value) : ''
}
