import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components'

// Only what is drawn; drawn as SVG, so that it prints sharp at any size.
use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

export type Drawing = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>

/** Begins a chart in a box of the page. */
export function begin(box: HTMLElement): EChartsType {
  return init(box, null, { renderer: 'svg' })
}
