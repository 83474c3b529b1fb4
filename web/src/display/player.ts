import type { Board, Page } from './board'
import { momentOf } from './clock'
import { painted } from './dom'
import { Layers } from './layers'
import type { Motion } from './motion'
import { pictures } from './photo'
import { after, follow, identity, onAir } from './playlist'
import { Sheets } from './sheet'

/** How long a page waits for its pictures: the next one can wait, news cannot. */
const NEXT_PATIENCE = 2000
const NEWS_PATIENCE = 150

/** How long pictures are waited for that nobody looks at yet. */
const STOCK_PATIENCE = 10_000

/** A page shown alone is looked at again this often, because pages come and go with the clock. */
const ALONE_SECONDS = 20

/** Plays the pages of the newest board, for ever, with or without a server. */
export class Player {
  readonly layers = new Layers()
  readonly sheets = new Sheets()
  private board: Board | null = null
  private shown = ''
  private at = 0
  private turn = 0
  private until = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly motion: Motion
  private readonly now: () => Date

  constructor(motion: Motion, now: () => Date = () => new Date()) {
    this.motion = motion
    this.now = now
  }

  /** Takes a new board. What is on screen is put right at once; the loop goes on where it was. */
  async load(board: Board): Promise<void> {
    const first = this.board === null
    this.board = board
    const pages = this.pages()
    const at = follow(pages, this.shown, this.at)
    const page = pages[at]
    const same = page !== undefined && identity(page) === this.shown
    if (same && this.sheet(page) === this.layers.current) {
      this.at = at
      void this.stock(board)
      return painted()
    }
    void this.stock(board)
    const left = same ? this.until - performance.now() : dwellOf(page)
    return this.show(at, !same && !first, NEWS_PATIENCE, left)
  }

  /** Goes on to the next page that is still true. */
  private next(): void {
    const pages = this.pages()
    const at = after(pages, this.shown, this.at)
    void this.show(at, true, NEXT_PATIENCE, dwellOf(pages[at]))
  }

  /** Shows the page for the milliseconds given: news on a page do not hold the loop up. */
  private async show(at: number, fade: boolean, patience: number, left: number): Promise<void> {
    const turn = ++this.turn
    clearTimeout(this.timer)
    const page = this.pages()[at]
    const sheet = this.sheet(page)
    await pictures(sheet, patience)
    if (turn !== this.turn) return
    this.at = at
    this.shown = page ? identity(page) : ''
    const fading = fade && this.motion.fades && sheet !== this.layers.current
    this.layers.show(sheet, fading)
    if (fading) void this.motion.watch()
    this.until = performance.now() + left
    this.timer = setTimeout(() => this.next(), left)
    await painted()
  }

  private pages(): Page[] {
    return this.board ? onAir(this.board.pages, momentOf(this.now())) : []
  }

  private sheet(page: Page | undefined): HTMLElement {
    if (!this.board) throw new Error('no board to draw from')
    return this.sheets.of(page, this.board, momentOf(this.now()).day)
  }

  /**
   * Drops what the newest board no longer has, then fetches the pictures of all its pages one after the other: the server
   * may be gone before a page's turn comes.
   */
  private async stock(board: Board): Promise<void> {
    const today = momentOf(this.now()).day
    this.sheets.retain(board, today)
    for (const page of board.pages) {
      await pictures(this.sheets.of(page, board, today), STOCK_PATIENCE)
      if (this.board !== board) return
    }
  }
}

function dwellOf(page: Page | undefined): number {
  return 1000 * (page?.dwell || ALONE_SECONDS)
}
