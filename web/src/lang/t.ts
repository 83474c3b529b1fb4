import type { sentences as later } from './matters.zh-CN'
import { sentences as chinese } from './zh-CN'

/** The name of a sentence. */
export type Sentence = keyof typeof chinese | keyof typeof later

export type Language = 'zh-CN' | 'en'

let language: Language = 'zh-CN'
let sentences: Partial<Record<Sentence, string>> = chinese

/** Says a sentence in the language of the page, with its {names} filled in. */
export function t(name: Sentence, fill: Record<string, string | number> = {}): string {
  return (sentences[name] ?? '').replace(/\{(\w+)\}/g, (blank, key: string) => String(fill[key] ?? blank))
}

/** The language the page speaks. */
export function spoken(): Language {
  return language
}

/** Changes the language; English is fetched only by the pages that are asked for it. */
export async function speak(wanted: string | null): Promise<void> {
  if (wanted !== 'en') return
  const [first, rest] = await Promise.all([import('./en'), import('./matters.en')])
  sentences = { ...first.sentences, ...rest.sentences }
  language = 'en'
  document.documentElement.lang = language
}

/** Adds the Chinese sentences of pages that come later. Other languages come whole. */
export function learn(more: Partial<Record<Sentence, string>>): void {
  if (language === 'zh-CN') sentences = { ...sentences, ...more }
}
