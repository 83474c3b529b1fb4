import type { Page } from './board'

/** The wall's own clock: a day as YYYY-MM-DD and a time as HH:MM, both in the station's zone. */
export interface Moment {
  day: string
  time: string
}

/** What makes a page the same one in the next board, whatever has changed on it. */
export function identity(page: Page): string {
  switch (page.kind) {
    case 'spotlight':
      return `spotlight ${page.card.id}`
    case 'notice':
      return `notice ${page.headline.join('')} ${page.part ?? ''}`
    case 'reception':
      return 'reception'
    default:
      return `${page.kind} ${page.title} ${page.part ?? ''}`
  }
}

/** The pages that are still true: a reception that is over is not announced, however long the server has been gone. */
export function onAir(pages: readonly Page[], now: Moment): Page[] {
  return pages.filter((page) => {
    if (page.kind !== 'reception') return true
    if (page.date !== now.day) return page.date > now.day
    return page.items.some((item) => item.end > now.time)
  })
}

/** Where to go on in a new list: at the page that was shown, or at the place where it stood. */
export function follow(pages: readonly Page[], shown: string, at: number): number {
  const found = pages.findIndex((page) => identity(page) === shown)
  return found >= 0 ? found : Math.max(0, Math.min(at, pages.length - 1))
}

/** The page after one; the last is followed by the first. */
export function after(pages: readonly Page[], shown: string, at: number): number {
  if (pages.length === 0) return 0
  const stillThere = pages.some((page) => identity(page) === shown)
  return (follow(pages, shown, at) + (stillThere ? 1 : 0)) % pages.length
}
