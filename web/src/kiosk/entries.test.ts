import { expect, test } from 'vitest'
import golden from '../../../kiosk/testdata/station.golden.json'
import type { Shelves, Station } from '../shared/wire'
import { entriesOf } from './entries'

const station = golden as Station
const none: Shelves = { activities: 0, projects: 0, suggestions: 0, news: 0, notice: 0, law: 0, rule: 0 }
const pages = (shelves: Partial<Shelves>, receives = true): string[] =>
  entriesOf(station, { ...none, ...shelves }, receives).map(({ page }) => page)

test.each<[string, Partial<Shelves>, string[]]>([
  ['nothing but deputies', {}, ['intake', 'deputies', 'follow', 'receptions', 'station']],
  ['projects', { projects: 1 }, ['intake', 'deputies', 'follow', 'receptions', 'projects', 'station']],
  ['only a notice', { notice: 1 }, ['intake', 'deputies', 'follow', 'receptions', 'duties', 'station']],
  ['only a law', { law: 1 }, ['intake', 'deputies', 'follow', 'receptions', 'station', 'rules']],
  ['all', { activities: 1, projects: 1, rule: 1 }, ['intake', 'deputies', 'follow', 'receptions', 'projects', 'duties', 'station', 'rules']],
])('tiles with %s', (_, shelves, want) => {
  expect(pages(shelves)).toEqual(want)
})

test.each<[Partial<Shelves>, string]>([
  [{ notice: 1 }, '通知公告'], [{ notice: 1, news: 2 }, '动态与公告'], [{ suggestions: 1, notice: 1 }, '代表履职'],
])('the shelf with %o is called %s', (shelves, name) => {
  expect(entriesOf(station, { ...none, ...shelves }, true).find(({ page }) => page === 'duties')?.label).toBe(name)
})

test('without a reception day ahead there is no tile for them', () => {
  expect(pages({}, false)).toEqual(['intake', 'deputies', 'follow', 'station'])
})

test('a station without deputies does not offer to find them', () => {
  const empty = { ...station, counts: { deputies: 0, by_tier: {} } }
  expect(entriesOf(empty, none, false).map(({ page }) => page)).toEqual(['intake', 'follow', 'station'])
})
