import { sentences as chinese } from '../lang/desk.zh-CN'

/** The name of a sentence of the desk. */
export type Phrase = keyof typeof chinese

let sentences: Record<Phrase, string> = chinese

let above = false

/** Has the desk speak as that of a county: what is called otherwise there has a sentence of its own. */
export function speakAbove(county: boolean): void {
  above = county
}

function named(name: Phrase): Phrase {
  const own = `county.${name}`
  return above && own in sentences ? (own as Phrase) : name
}

/** Says a sentence of the desk, with its {names} filled in. */
export function say(name: Phrase, fill: Record<string, string | number> = {}): string {
  return sentences[named(name)].replace(/\{(\w+)\}/g, (blank, key: string) => String(fill[key] ?? blank))
}

/** Says a sentence whose name is made of a prefix and a word from the wire; the word itself where no prefix knows it. */
export function sayOf(prefix: string, word: string, ...others: string[]): string {
  const known = [prefix, ...others].map((one) => `${one}.${word}`).find((name) => name in sentences)
  return known ? say(known as Phrase) : word
}

/** Changes the language; English is fetched only by those who ask for it. */
export async function speak(wanted: string | null): Promise<void> {
  if (wanted !== 'en') return
  sentences = (await import('../lang/desk.en')).sentences
  document.documentElement.lang = 'en'
}
