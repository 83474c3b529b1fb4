import type { PolicyPage, Term } from '../data/keep'

/** The terms that are the station's own: those it had, and those that now differ from the ones in force. */
export function ownTerms(steps: PolicyPage['steps'], asked: Record<string, Term>): Record<string, Term> {
  const own = steps.filter(({ step, term, own: before }) => {
    const now = asked[step]
    return now && (before || now.n !== term.n || now.unit !== term.unit || now.basis !== term.basis)
  })
  return Object.fromEntries(own.map(({ step, term }) => [step, asked[step] ?? term]))
}
