import { expect, test } from 'vitest'
import days from '../../../desk/testdata/days.golden.json'
import first from '../../../desk/testdata/first.golden.json'
import matter from '../../../desk/testdata/matter.golden.json'
import matters from '../../../desk/testdata/matters.golden.json'
import policy from '../../../desk/testdata/policy.golden.json'
import reception from '../../../desk/testdata/reception.golden.json'
import receptions from '../../../desk/testdata/receptions.golden.json'
import suggestion from '../../../desk/testdata/suggestion.golden.json'
import suggestions from '../../../desk/testdata/suggestions.golden.json'
import today from '../../../desk/testdata/today.golden.json'
import type { PolicyPage } from './data/keep'
import type { Detail, First, ReceptionDay, Rows, Session, SuggestionDetail, SuggestionRow, Today } from './wire'

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
  first: Widened<First>
  today: Widened<Today>
  matters: Widened<Rows>
  matter: Widened<Detail>
  receptions: { items: Widened<Session>[] }
  reception: Widened<Session>
  days: { items: Widened<ReceptionDay>[] }
  suggestions: { items: Widened<SuggestionRow>[] }
  suggestion: Widened<SuggestionDetail>
  policy: Widened<PolicyPage>
}
const answers: Answers = { first, today, matters, matter, receptions, reception, days, suggestions, suggestion, policy }

test('every light, state and step the server names is one the pages know', () => {
  const states = answers.first.states.map(({ id }) => id)
  for (const row of answers.matters.items) {
    expect(states).toContain(row.state)
    if (row.due) expect(['green', 'yellow', 'red']).toContain(row.due.light)
  }
  for (const line of answers.matter.timeline) expect(line.title).not.toBe('')
})
