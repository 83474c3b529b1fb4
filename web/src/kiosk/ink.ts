import type { Stroke } from './strokes'

/** How ink looks on the pad. */
export interface Pen {
  colour: string
  wide: number // pixels
}

/** Draws strokes anew, smooth through their points. */
export function drawInk(surface: CanvasRenderingContext2D, strokes: readonly Stroke[], pen: Pen): void {
  surface.clearRect(0, 0, surface.canvas.width, surface.canvas.height)
  surface.strokeStyle = surface.fillStyle = pen.colour
  surface.lineWidth = pen.wide
  surface.lineCap = surface.lineJoin = 'round'
  for (const stroke of strokes) drawStroke(surface, stroke, pen)
}

function drawStroke(surface: CanvasRenderingContext2D, stroke: Stroke, pen: Pen): void {
  const [first, ...rest] = stroke
  const last = stroke.at(-1)
  if (!first || !last) return
  surface.beginPath()
  if (rest.length === 0) {
    surface.arc(first[0], first[1], pen.wide / 2, 0, 2 * Math.PI)
    surface.fill()
    return
  }
  surface.moveTo(first[0], first[1])
  rest.forEach(([x, y], i) => {
    const [nextX, nextY] = rest[i + 1] ?? last
    surface.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  })
  surface.stroke()
}
