import { el } from '../dom'
import { setName } from '../names'

/** A name set into a width in pixels. */
export function nameOf(name: string, width: number, size: number): HTMLElement {
  const setting = setName(name, width, size)
  const element = el('div', 'name', ...setting.lines.map((line) => el('span', '', line)))
  element.style.fontSize = `${setting.size}px`
  return element
}
