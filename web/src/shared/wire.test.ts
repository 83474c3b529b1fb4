import { expect, test } from 'vitest'
import activities from '../../../kiosk/testdata/activities.golden.json'
import articles from '../../../kiosk/testdata/articles.golden.json'
import deputies from '../../../kiosk/testdata/deputies.golden.json'
import deputy from '../../../kiosk/testdata/deputy.golden.json'
import letters from '../../../kiosk/testdata/letters.golden.json'
import places from '../../../kiosk/testdata/places.golden.json'
import projects from '../../../kiosk/testdata/projects.golden.json'
import receptions from '../../../kiosk/testdata/receptions.golden.json'
import screen from '../../../kiosk/testdata/screen.golden.json'
import station from '../../../kiosk/testdata/station.golden.json'
import suggestions from '../../../kiosk/testdata/suggestions.golden.json'
import type {
  Activity, Article, Deputy, DeputyItem, Letter, List, Place, Project, Reception, Screen, Station, Suggestion,
} from './wire'

// TypeScript reads every word of a JSON file as string, so choices of words are widened before the comparison.
type Widened<T> = T extends string
  ? string
  : T extends (infer Item)[]
    ? Widened<Item>[]
    : T extends object
      ? { [Key in keyof T]: Widened<T[Key]> }
      : T

// The assignments are the test: the Go answers no longer fitting the types of the pages is a compile error.
interface Answers {
  station: Widened<Station>
  deputies: Widened<List<DeputyItem>>
  deputy: Widened<Deputy>
  letters: { items: Widened<Letter>[] }
  places: { items: Widened<Place>[] }
  receptions: { items: Widened<Reception>[] }
  activities: Widened<List<Activity>>
  projects: Widened<List<Project>>
  suggestions: Widened<List<Suggestion>>
  articles: Widened<List<Article>>
  screen: Widened<Screen>
}
const answers: Answers = {
  station, deputies, deputy, letters, places, receptions, activities, projects, suggestions, articles, screen,
}

const tiers = ['national', 'provincial', 'prefecture', 'county', 'township']

test('every tier the server names is one the pages know', () => {
  expect(Object.keys(answers.station.tier_labels).sort()).toEqual([...tiers].sort())
  for (const item of answers.deputies.items) expect(tiers).toEqual(expect.arrayContaining(item.tiers))
})

test('the kinds of places and articles are known', () => {
  for (const place of answers.places.items) expect(['village', 'station', 'area']).toContain(place.kind)
  for (const article of answers.articles.items) expect(['news', 'notice', 'law', 'rule']).toContain(article.kind)
  expect(['untrusted', 'rtc', 'ntp', 'county', 'manual']).toContain(answers.station.time.trust)
})
