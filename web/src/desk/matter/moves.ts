import type { Form } from './form'
import { press, publics, words } from './press'
import { way } from './way'

const forms: Record<string, Form> = { ...way, ...press, ...words, ...publics }

/** The form of a step; undefined for what no hand at the desk does. */
export function formOf(type: string): Form | undefined {
  return forms[type]
}

/** The steps that may be taken now, in the order of the way. */
export function movesOf(may: readonly string[]): string[] {
  return Object.keys(forms).filter((type) => may.includes(type))
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
export function nextMove(state: string, may: readonly string[]): string {
  const ahead = BY_STATE[state]
  if (ahead && may.includes(ahead)) return ahead
  if (state === 'fed_back' && may.includes('closed')) return 'closed'
  if (state in BY_STATE) return ''
  return USUAL.find((type) => may.includes(type)) ?? ''
}

/** The steps that can be taken for several matters at once: those that need no look into each. */
export const BULK = ['verified', 'accepted', 'classified', 'assigned', 'urged', 'supervised', 'fed_back', 'closed', 'archived', 'noted']
