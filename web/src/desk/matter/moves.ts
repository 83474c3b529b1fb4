import type { Form, Values } from './form'
import { said, sent, text } from './form'
import { press, publics, words } from './press'
import { way } from './way'

const forms: Record<string, Form> = { ...way, ...press, ...words, ...publics }
const PROPOSE = 'propose.'

/** The form of a step, or of proposing one; undefined for what no hand at the desk does. */
export function formOf(type: string): Form | undefined {
  return type.startsWith(PROPOSE) ? proposing(type.slice(PROPOSE.length)) : forms[type]
}

/** A proposal asks what the step would ask, and why. */
function proposing(type: string): Form | undefined {
  const form = forms[type]
  if (!form) return undefined
  const bare = form.fields.length === 0
  const why = { name: 'proposal', kind: 'text', label: 'field.proposal', must: bare, most: 300 } as const
  return {
    ...form, grave: false, fields: [...form.fields, why],
    data: (values: Values) => ({ for: type, ...(text(values.proposal) && { text: text(values.proposal) }), ...(!bare && { data: sent(form, said(values, ...form.fields.map(({ name }) => name)) as Values) }) }),
  }
}

/** The type of event a step is sent as. */
export function typeOf(move: string): string {
  return move.startsWith(PROPOSE) ? 'proposed' : move
}

/** The steps that may be taken or proposed now, in the order of the way. */
export function movesOf(may: readonly string[], propose: readonly string[] = []): string[] {
  return Object.keys(forms).flatMap((type) => [...(may.includes(type) ? [type] : []), ...(propose.includes(type) ? [PROPOSE + type] : [])])
}

// What the next step usually is, the likeliest first. Turning away, merging and starting again are never offered first.
const USUAL = [
  'verified', 'accepted', 'resumed', 'rated', 'fed_back', 'handling', 'replied', 'assigned', 'classified', 'closed', 'archived',
]
// Between a first assignment and a change of it, the state decides.
const BY_STATE: Record<string, string> = {
  accepted: 'classified', classified: 'assigned', sent_back: 'assigned', assigned: 'handling', handling: 'replied',
  redo: 'replied', replied: 'fed_back', fed_back: 'rated', rated: 'closed', closed: 'archived', declined: 'archived',
}

/** The step that lies on the way ahead, drawn as the one large button; "" when nothing is to be done. */
export function nextMove(state: string, may: readonly string[], propose: readonly string[] = []): string {
  const ahead = BY_STATE[state] ?? ''
  if (may.includes(ahead)) return ahead
  if (state === 'registered' && !may.includes('accepted') && propose.includes('accepted')) return `${PROPOSE}accepted`
  if (propose.includes(ahead)) return PROPOSE + ahead
  if (state === 'fed_back' && may.includes('closed')) return 'closed'
  // What was handed up waits for a word from above; who hands up themselves is below.
  if (may.includes('escalation_answered') && !may.includes('escalated')) return 'escalation_answered'
  if (state in BY_STATE) return ''
  return USUAL.find((type) => may.includes(type)) ?? ''
}

// What the station only writes down for a unit or a voter without an account.
const RECORDED: Record<string, [own: string, written: string]> = {
  handling: ['handle', 'record_reply'], sent_back: ['handle', 'record_reply'], replied: ['reply', 'record_reply'],
  rated: ['rate', 'record_verdict'],
}

/** Whether somebody with these permissions takes a step for another. */
export function forAnother(type: string, may: readonly string[]): boolean {
  const [own, written] = RECORDED[type] ?? []
  return own !== undefined && written !== undefined && !may.includes(own) && may.includes(written)
}

/** The steps that can be taken for several matters at once: those that need no look into each. */
export const BULK = ['verified', 'accepted', 'classified', 'assigned', 'urged', 'supervised', 'fed_back', 'closed', 'archived', 'noted']
