import { expect, test } from 'vitest'
import accepted from '../../../kiosk/testdata/accepted.golden.json'
import begun from '../../../kiosk/testdata/draft-begun.golden.json'
import draft from '../../../kiosk/testdata/draft.golden.json'
import followedAnswered from '../../../kiosk/testdata/followed-answered.golden.json'
import followedNew from '../../../kiosk/testdata/followed-new.golden.json'
import followedRedo from '../../../kiosk/testdata/followed-redo.golden.json'
import options from '../../../kiosk/testdata/matter-options.golden.json'
import shown from '../../../kiosk/testdata/matters.golden.json'
import phrases from '../../../kiosk/testdata/phrases.golden.json'
import upload from '../../../kiosk/testdata/upload.golden.json'
import type {
  AcceptedMatter, Draft, DraftBegun, FollowedMatter, MatterOptions, Phrases, ShownMatterList, Upload,
} from './matter'

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
  accepted: Widened<AcceptedMatter>
  begun: Widened<DraftBegun>
  draft: Widened<Draft>
  followed: Widened<FollowedMatter>[]
  options: Widened<MatterOptions>
  shown: Widened<ShownMatterList>
  phrases: Widened<Phrases>
  upload: Widened<Upload>
}
const answers: Answers = {
  accepted, begun, draft, options, shown, phrases, upload,
  followed: [followedNew, followedAnswered, followedRedo],
}

test('the states and faces the counter names are ones the pages know', () => {
  const states = ['registered', 'replied', 'redo']
  expect(answers.followed.map((matter) => matter.state)).toEqual(states)
  expect(answers.followed.map((matter) => matter.rating)).toEqual(['', '', 'unsatisfied'])
  expect(['open', 'opened', 'filled', 'reading_back', 'confirmed']).toContain(answers.draft.state)
})

test('a voter is told what comes next and gets an answer card', () => {
  const [fresh, answered] = answers.followed
  expect(fresh?.next?.how).toContain('第二天起算')
  expect(answered?.next).toBeNull()
  expect(answered?.reply?.by.unit).toBe('镇公路站')
  expect(answers.options.categories).toHaveLength(12)
})
