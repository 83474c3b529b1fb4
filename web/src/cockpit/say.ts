import { sentences as chinese } from '../lang/cockpit.zh-CN'

/** The name of a sentence of the cockpit. */
export type Phrase = keyof typeof chinese

let sentences: Record<Phrase, string> = chinese

/** Says a sentence of the cockpit, with its {names} filled in. */
export function say(name: Phrase, fill: Record<string, string | number> = {}): string {
  return sentences[name].replace(/\{(\w+)\}/g, (blank, key: string) => String(fill[key] ?? blank))
}

/** Changes the language; English is fetched only by those who ask for it. */
export async function speak(wanted: string | null): Promise<void> {
  if (wanted !== 'en') return
  sentences = (await import('../lang/cockpit.en')).sentences
  document.documentElement.lang = 'en'
}
