import { t } from '../lang/t'
import type { Shelves, Station } from '../shared/wire'
import type { IconName } from './parts/icons'
import type { PageName } from './trail'

/** One tile of the home page. */
export interface Entry {
  page: PageName
  icon: IconName
  label: string
  hint: string
}

/** What the shelf of what deputies do is called: where it holds only what was announced, it says so. */
export function dutiesSaid({ activities, suggestions, news }: Shelves): 'duties' | 'news' | 'notices' {
  if (activities + suggestions > 0) return 'duties'
  return news > 0 ? 'news' : 'notices'
}

/** The tiles of the home page. What has nothing behind it gets none: an empty room disappoints who walks in. */
export function entriesOf(station: Station, shelves: Shelves, receives: boolean): Entry[] {
  const { activities, suggestions, news, notice, law, rule, projects } = shelves
  const duties = dutiesSaid(shelves)
  const all: (Entry & { there: boolean })[] = [
    { page: 'intake', icon: 'speak', label: t('home.intake'), hint: t('home.intake.hint'), there: true },
    {
      page: 'deputies', icon: 'people', label: t('home.deputies'),
      hint: t('home.deputies.hint'), there: station.counts.deputies > 0,
    },
    { page: 'follow', icon: 'follow', label: t('home.follow'), hint: t('home.follow.hint'), there: true },
    {
      page: 'receptions', icon: 'calendar', label: t('home.receptions'), hint: t('home.receptions.hint'),
      there: receives,
    },
    {
      page: 'projects', icon: 'project', label: t('home.projects'), hint: t('home.projects.hint'), there: projects > 0,
    },
    {
      page: 'duties', icon: 'duty', label: t(`home.${duties}`), hint: t(`home.${duties}.hint`),
      there: activities + suggestions + news + notice > 0,
    },
    {
      page: 'station', icon: 'place', label: t('home.station'), hint: t('home.station.hint'), there: true,
    },
    {
      page: 'rules', icon: 'rules', label: t('home.rules'), hint: t('home.rules.hint'), there: law + rule > 0,
    },
  ]
  return all.filter((entry) => entry.there)
}
