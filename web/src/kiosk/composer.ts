import { computed, shallowRef, type ComputedRef } from 'vue'

/** A phrase the server offers: what it writes, and how many of the letters it uses up. */
export interface Phrase {
  text: string
  keys: number
}

/** What some letters may mean, best first, as /api/v1/phrases answers. */
export interface Heard {
  keys: string
  candidates: Phrase[]
}

/** A text in the making: what is written, the letters not yet turned into characters, and what they may mean. */
export interface Draft {
  text: string
  keys: string
  heard: Heard
  after: string // marks typed while the letters before them still waited for an answer
}

/** As many letters as the server reads at once. */
export const MOST_KEYS = 64

const nothing: Heard = { keys: '', candidates: [] }

export function draftOf(text: string): Draft {
  return { text, keys: '', heard: nothing, after: '' }
}

/** The letters changed. Anything but letters and the mark between syllables is left out. */
export function spell(draft: Draft, keys: string): Draft {
  const clean = keys.toLowerCase().replace(/[^a-z']/g, '').replace(/^'+/, '').slice(0, MOST_KEYS)
  if (draft.after || clean === draft.keys) return draft
  return { ...draft, keys: clean, heard: clean ? draft.heard : nothing }
}

/** An answer came; one for other letters is too late or too early and changes nothing. */
export function hear(draft: Draft, heard: Heard): Draft {
  if (heard.keys !== draft.keys) return draft
  return catchUp({ ...draft, heard })
}

/**
 * The visitor chose a phrase; the letters it leaves over stay. One offered for the letters before the last touch still
 * stands for the first of them.
 */
export function pick(draft: Draft, phrase: Phrase): Draft {
  if (!draft.keys) return draft
  const keys = draft.keys.slice(phrase.keys).replace(/^'+/, '')
  return { ...draft, text: draft.text + phrase.text, keys, heard: nothing }
}

/** The best phrase for all the letters, as the large key and a blank take it; none while an answer is awaited. */
export function best(draft: Draft): Phrase | null {
  return (isHeard(draft) && draft.heard.candidates[0]) || null
}

/** A mark or digit was typed. Letters before it become characters first; if nobody can read them they go. */
export function write(draft: Draft, text: string): Draft {
  return catchUp({ ...draft, after: draft.after + text })
}

/** Takes back one touch: a waiting mark, else a letter, else a character. */
export function erase(draft: Draft): Draft {
  if (draft.after) return { ...draft, after: lessOne(draft.after) }
  if (draft.keys) return spell(draft, draft.keys.slice(0, -1))
  return { ...draft, text: lessOne(draft.text) }
}

/** The text when the visitor goes on: letters in sight become their best phrase, or go. Never are letters left in it. */
export function settle(draft: Draft): Draft {
  const first = best(draft)
  return draftOf(draft.text + (draft.keys && first ? first.text : '') + draft.after)
}

const isHeard = (draft: Draft): boolean => draft.keys !== '' && draft.heard.keys === draft.keys

function catchUp(draft: Draft): Draft {
  if (!draft.after) return draft
  if (!draft.keys) return draftOf(draft.text + draft.after)
  if (!isHeard(draft)) return draft
  const first = best(draft)
  return catchUp(first ? pick(draft, first) : { ...draft, keys: '' })
}

// A character beyond the first plane is two units of a string, and one to the visitor.
const lessOne = (text: string): string => [...text].slice(0, -1).join('')

/** A draft for a page: its state, and what the keyboard's events do to it. */
export interface Composer {
  text: ComputedRef<string>
  keys: ComputedRef<string>
  candidates: ComputedRef<Phrase[]>
  /** Whether the letters have no answer yet. */
  busy: ComputedRef<boolean>
  spell: (keys: string) => void
  hear: (heard: Heard) => void
  pick: (phrase: Phrase) => void
  write: (text: string) => void
  erase: () => void
  /** Ends the composition and returns the text. */
  settle: () => string
}

/** Holds a draft that begins with a text and takes at most so many characters. The page asks for phrases and tells hear. */
export function useComposer(text: string, most: number): Composer {
  const draft = shallowRef(draftOf(text))
  const take = (next: Draft): void => {
    draft.value = { ...next, text: [...next.text].slice(0, most).join('') }
  }
  return {
    text: computed(() => draft.value.text),
    keys: computed(() => draft.value.keys),
    candidates: computed(() => draft.value.heard.candidates),
    busy: computed(() => draft.value.keys !== '' && !isHeard(draft.value)),
    spell: (keys) => take(spell(draft.value, keys)),
    hear: (heard) => take(hear(draft.value, heard)),
    pick: (phrase) => take(pick(draft.value, phrase)),
    write: (marks) => take(write(draft.value, marks)),
    erase: () => take(erase(draft.value)),
    settle: () => {
      take(settle(draft.value))
      return draft.value.text
    },
  }
}
