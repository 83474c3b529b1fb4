/** One stroke of ink: points in the pad's own pixels, x to the right, y downwards. */
export type Stroke = readonly (readonly [number, number])[]

/** What stands on the pad. */
export interface Pad {
  /** empty: nothing; writing: a character that is not in the text yet; taken: it is, and another may still replace it. */
  phase: 'empty' | 'writing' | 'taken'
  strokes: readonly Stroke[]
  down: boolean // a finger is on the glass
  answered: boolean // the candidates are for the strokes as they are
  lifted: number // when the last stroke ended, in milliseconds of any clock
  gaps: readonly number[] // milliseconds between strokes within characters, the latest
  text: string // the character taken
  after: string // a mark touched before the character was recognised, to follow it
}

/** What happens to a pad. `at` is in milliseconds; `first` is the first candidate, if any. */
export type Touch =
  | { what: 'down'; at: number }
  | { what: 'up'; at: number; stroke: Stroke }
  | { what: 'cancel'; at: number }
  | { what: 'answer'; first: string | undefined }
  | { what: 'wait'; at: number; first: string | undefined }
  | { what: 'choose'; text: string }
  | { what: 'type'; text: string; first: string | undefined }
  | { what: 'undo'; at: number }
  | { what: 'clear' }
  | { what: 'erase' }

/** What the pad tells whoever holds the text. */
export type Said = { what: 'strokes' } | { what: 'pick'; text: string } | { what: 'erase' } | { what: 'type'; text: string }

const PAUSE_MS = 1_200
const SLOWEST_PAUSE_MS = 3_000
const GAPS_KEPT = 12
const GAPS_NEEDED = 4
const GAPS_IN_A_PAUSE = 2
// More strokes than any character has, and than the recogniser takes.
const MOST_STROKES = 40

export const emptyPad: Pad = {
  phase: 'empty', strokes: [], down: false, answered: false, lifted: 0, gaps: [], text: '', after: '',
}

/** Milliseconds without a stroke after which a character is whole: 1.2 s, more for a hand that pauses between strokes. */
export function pauseOf(gaps: readonly number[]): number {
  if (gaps.length < GAPS_NEEDED) return PAUSE_MS
  const middle = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? 0
  return Math.min(SLOWEST_PAUSE_MS, Math.max(PAUSE_MS, middle * GAPS_IN_A_PAUSE))
}

/** When the first candidate is to be taken by itself; null while nothing is waited for. */
export function dueAt(pad: Pad): number | null {
  return pad.phase === 'writing' && pad.answered && !pad.down ? pad.lifted + pauseOf(pad.gaps) : null
}

/** The pad after a touch, and what it says. */
export function touched(pad: Pad, touch: Touch): { pad: Pad; says: Said[] } {
  switch (touch.what) {
    case 'down': return { pad: begun(pad, touch.at), says: [] }
    case 'up': return drawn(pad, touch.at, touch.stroke)
    case 'cancel': return { pad: released(pad, touch.at), says: [] }
    case 'answer': return answered(pad, touch.first)
    case 'wait': return waited(pad, touch.at, touch.first)
    case 'choose': return chosen(pad, touch.text)
    case 'type': return typed(pad, touch.text, touch.first)
    case 'undo': return undone(pad, touch.at)
    case 'clear': return { pad: blank(pad), says: [] }
    // Ink that is no character yet goes before any letter of the text.
    case 'erase': return { pad: blank(pad), says: pad.phase === 'writing' ? [] : [{ what: 'erase' }] }
  }
}

function blank(pad: Pad): Pad {
  return { ...emptyPad, gaps: pad.gaps }
}

function begun(pad: Pad, at: number): Pad {
  const from = pad.phase === 'taken' ? blank(pad) : pad
  if (from.phase === 'empty') return { ...from, phase: 'writing', down: true }
  const gaps = from.strokes.length > 0 ? [...from.gaps, at - from.lifted].slice(-GAPS_KEPT) : from.gaps
  return { ...from, down: true, gaps }
}

// A stroke that does not count still puts the end of the character off, or a palm could bring it about.
function released(pad: Pad, at: number): Pad {
  return pad.strokes.length === 0 ? blank(pad) : { ...pad, down: false, lifted: at }
}

function drawn(pad: Pad, at: number, stroke: Stroke): { pad: Pad; says: Said[] } {
  if (!pad.down) return { pad, says: [] }
  if (stroke.length === 0 || pad.strokes.length >= MOST_STROKES) return { pad: released(pad, at), says: [] }
  const strokes = [...pad.strokes, stroke]
  return { pad: { ...pad, strokes, down: false, answered: false, lifted: at }, says: [{ what: 'strokes' }] }
}

function answered(pad: Pad, first: string | undefined): { pad: Pad; says: Said[] } {
  if (pad.phase !== 'writing' || pad.strokes.length === 0) return { pad, says: [] }
  if (!pad.after || pad.down) return { pad: { ...pad, answered: true }, says: [] }
  const says: Said[] = first ? [{ what: 'pick', text: first }] : []
  return { pad: blank(pad), says: [...says, { what: 'type', text: pad.after }] }
}

function waited(pad: Pad, at: number, first: string | undefined): { pad: Pad; says: Said[] } {
  const due = dueAt(pad)
  return due !== null && at >= due && first ? chosen(pad, first) : { pad, says: [] }
}

function chosen(pad: Pad, text: string): { pad: Pad; says: Said[] } {
  if (pad.phase === 'empty' || pad.text === text) return { pad, says: [] }
  const says: Said[] = pad.phase === 'taken' ? [{ what: 'erase' }] : []
  return { pad: { ...pad, phase: 'taken', text, down: false, after: '' }, says: [...says, { what: 'pick', text }] }
}

// A mark follows the character before it, even one that was not waited for.
function typed(pad: Pad, text: string, first: string | undefined): { pad: Pad; says: Said[] } {
  if (pad.phase === 'writing' && pad.strokes.length > 0) {
    const after = pad.after + text
    return pad.answered ? answered({ ...pad, after, down: false }, first) : { pad: { ...pad, after }, says: [] }
  }
  return { pad: blank(pad), says: [{ what: 'type', text }] }
}

// Takes the last stroke away. A character that was taken too early comes back whole, to be written on.
function undone(pad: Pad, at: number): { pad: Pad; says: Said[] } {
  if (pad.phase === 'taken') {
    return { pad: { ...pad, phase: 'writing', text: '', answered: false }, says: [{ what: 'erase' }] }
  }
  const strokes = pad.strokes.slice(0, -1)
  if (strokes.length === 0) return { pad: blank(pad), says: [] }
  return { pad: { ...pad, strokes, answered: false, lifted: at }, says: [{ what: 'strokes' }] }
}
