import { say, sayOf } from '../say'
import type { Thing } from '../tree'
import type { Branch } from '../wire'
import { sayDay } from '../words'

/** A kind of page and how many seconds it stays; 0 is as long as it takes to read. */
export interface Page { kind: string; dwell: number }

/** The kinds of page a wall can show, in its usual order; the Go side is station.PageKinds. */
export const PAGES = ['overview', 'faces', 'spotlight', 'reception', 'promise', 'solved', 'projects', 'notice'] as const

/** The seconds a page may stay. */
export const DWELLS = [0, 8, 10, 12, 15, 20, 30, 45, 60] as const

/** The shapes of screen a playlist may be for. */
export const SHAPES = ['all', 'wide', 'tall'] as const

/** What a form holds while a playlist is filled in. */
export interface Filled {
  title: string
  pages: Page[]
  shape: string
  from: string
  until: string
}

/** What stands in the form of a playlist. */
export function filledFrom(thing: Partial<Thing>): Filled {
  const text = (name: string): string => (typeof thing[name] === 'string' ? thing[name] : '')
  return { title: text('title'), pages: pagesOf(thing), shape: text('shape') || 'all', from: text('valid_from'), until: text('valid_until') }
}

function pagesOf(thing: Partial<Thing>): Page[] {
  const pages = Array.isArray(thing.pages) ? (thing.pages as Partial<Page>[]) : []
  return pages.map(({ kind = '', dwell = 0 }) => ({ kind, dwell }))
}

/** What a person changed, as the server takes it; an emptied field goes. */
export function changesOf(before: Filled, after: Filled): Record<string, unknown> {
  const sent = (filled: Filled): Record<string, unknown> => ({
    title: filled.title.trim(), pages: filled.pages.map(({ kind, dwell }) => (dwell ? { kind, dwell } : { kind })),
    shape: filled.shape === 'all' ? null : filled.shape, valid_from: filled.from || null, valid_until: filled.until || null,
  })
  const then = sent(before)
  return Object.fromEntries(Object.entries(sent(after)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name])))
}

/** What is still missing, as a sentence; empty when nothing is. */
export function wanting({ pages, from, until }: Filled): string {
  if (pages.length === 0) return say('playlist.want.pages')
  return from && until && until < from ? say('playlist.want.dates') : ''
}

/** The pages with one of them so many places further down. */
export function moved(pages: readonly Page[], at: number, by: number): Page[] {
  const page = pages[at]
  return page ? pages.toSpliced(at, 1).toSpliced(at + by, 0, page) : [...pages]
}

/** How a playlist stands on a day: played, to come, over, or ended by hand. */
export function standing(thing: Partial<Thing>, today: string): 'on' | 'coming' | 'over' | 'ended' {
  if (thing['ended'] === true) return 'ended'
  const { from, until } = filledFrom(thing)
  if (from > today) return 'coming'
  return until && until < today ? 'over' : 'on'
}

/** A playlist in one line: how it stands, from when until when, and its pages. */
export function sayPlaylist(thing: Thing, today: string): string {
  const { pages, from, until, shape } = filledFrom(thing)
  const dates = [from && say('playlist.since', { day: sayDay(from, today) }), until && say('playlist.to', { day: sayDay(until, today) })].join('')
  const parts = [sayOf('playlist.standing', standing(thing, today)), dates, shape !== 'all' && sayOf('playlist.shape', shape), pages.map(({ kind }) => sayOf('page', kind)).join(' → ')]
  return parts.filter(Boolean).join(' · ')
}

/** What the button beside a playlist does: ends it, or lets it play again. */
export const sayTurn = (thing: Partial<Thing>): string => say(thing['ended'] === true ? 'playlist.resume' : 'playlist.end')

/** Which screens a playlist for a branch will reach. Without branches the desk stands at the station itself. */
export function sayReach(scopes: readonly Branch[], place: string, shape: string): string {
  const screens = sayOf('playlist.screens', shape)
  const name = scopes.find(({ scope }) => scope === place)?.name
  if (!name) return say('playlist.reach.here', { screens })
  const below = scopes.filter(({ scope }) => scope.startsWith(`${place}/`)).length
  return below > 0 ? say('playlist.reach.below', { name, count: below, screens }) : say('playlist.reach', { name, screens })
}
