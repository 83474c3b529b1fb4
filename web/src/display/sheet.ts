import type { Board, Page } from './board'
import { el } from './dom'
import { legend } from './page/tier'
import { faces } from './page/faces'
import { notice } from './page/notice'
import { overview } from './page/overview'
import { promise } from './page/promise'
import { projects } from './page/projects'
import { reception } from './page/reception'
import { solved } from './page/solved'
import { spotlight } from './page/spotlight'
import { testCard } from './page/testcard'
import { welcome } from './page/welcome'

/** Draws a page into an element of its own, title and all. Without a page there is at least the station's name. */
export function draw(page: Page | undefined, board: Board, today: string): HTMLElement {
  if (!page) return el('section', 'sheet', welcome(board))
  if (page.kind === 'test_card') return el('section', 'sheet bare', testCard(board))
  const title = el('h2', '', titleOf(page, today))
  if (page.part) title.append(el('small', '', page.part))
  if (page.kind === 'overview') title.append(legend(board.tiers))
  return el('section', 'sheet', title, bodyOf(page, board))
}

/** A reception's title follows the calendar even when no server is there to say that its day has come. */
function titleOf(page: Page, today: string): string {
  if (page.kind !== 'reception') return page.title
  return page.date === today ? '今日接待' : '下次接待日'
}

function bodyOf(page: Exclude<Page, { kind: 'test_card' }>, board: Board): HTMLElement {
  switch (page.kind) {
    case 'overview':
      return overview(page, board)
    case 'faces':
      return faces(page, board)
    case 'spotlight':
      return spotlight(page, board)
    case 'reception':
      return reception(page, board)
    case 'projects':
      return projects(page, board)
    case 'notice':
      return notice(page)
    case 'promise':
      return promise(page)
    case 'solved':
      return solved(page)
  }
}

/** Keeps the sheets of a board, so that a loop of days makes no new elements; a sheet lives as long as its page is unchanged. */
export class Sheets {
  private kept = new Map<string, HTMLElement>()

  of(page: Page | undefined, board: Board, today: string): HTMLElement {
    const key = keyOf(page, board, today)
    const known = this.kept.get(key)
    if (known) return known
    const fresh = draw(page, board, today)
    this.kept.set(key, fresh)
    return fresh
  }

  /** Lets go of all sheets that are not of this board and day. */
  retain(board: Board, today: string): void {
    const wanted = new Set([undefined, ...board.pages].map((page) => keyOf(page, board, today)))
    for (const key of this.kept.keys()) if (!wanted.has(key)) this.kept.delete(key)
  }

  each(visit: (sheet: HTMLElement) => void): void {
    this.kept.forEach(visit)
  }
}

function keyOf(page: Page | undefined, board: Board, today: string): string {
  const itsDay = page?.kind === 'reception' && page.date === today
  return JSON.stringify([board.screen, board.station, itsDay, page ?? null])
}
