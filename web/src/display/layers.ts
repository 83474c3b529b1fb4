import { el } from './dom'

/** How long one page takes to give way to the next, in milliseconds. The style sheet names the same time. */
export const FADE = 500

/**
 * Shows one sheet at a time. A new one fades in above the old one: of the two layers only one changes, and only its
 * opacity, which needs no GPU even at 4K.
 */
export class Layers {
  readonly root = el('div', 'layers')
  private shown: HTMLElement | null = null
  private leaving: ReturnType<typeof setTimeout> | undefined

  get current(): HTMLElement | null {
    return this.shown
  }

  show(sheet: HTMLElement, fade: boolean): void {
    if (sheet === this.shown) return
    const old = this.shown
    this.settle()
    this.shown = sheet
    sheet.classList.toggle('coming', fade && old !== null)
    this.root.append(sheet)
    if (!old) return
    if (!fade) return old.remove()
    sheet.getBoundingClientRect() // the browser must have seen it transparent before it may fade
    sheet.classList.remove('coming')
    this.leaving = setTimeout(() => this.settle(), FADE + 100)
  }

  /** Ends a fade under way: only the newest sheet stays. */
  private settle(): void {
    clearTimeout(this.leaving)
    for (const child of [...this.root.children]) if (child !== this.shown) child.remove()
  }
}
