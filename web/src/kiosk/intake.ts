import type { MatterOptions, Submission } from '../shared/matter'
import type { Named } from '../shared/wire'

/** The screens of telling a matter, in their order: one question each. */
export const screens = ['class', 'phrases', 'where', 'words', 'photos', 'contact', 'consent', 'check'] as const

export type Screen = (typeof screens)[number]

/** How many steps the voter is told of; some take two screens. */
export const STEPS = 5

const steps: Record<Screen, number> = {
  class: 1, phrases: 1, where: 2, words: 3, photos: 4, contact: 4, consent: 5, check: 5,
}

/** The longest texts the counter takes, in characters. */
export const MOST_WORDS = 500
export const MOST_PLACE = 40
export const MOST_NAME = 30
export const MOST_PHONE = 12

/** A recording the counter holds. */
export interface Recording {
  id: string
  seconds: number
}

/** What has been told so far. It lives as long as the page stands and nowhere else. */
export interface Telling {
  client: string
  deputies: Named[]
  category: string
  phrases: string[]
  own: string // the voter's own words
  village: string
  place: string
  dropped: string[] // photos taken back
  voice: Recording | null
  name: string
  phone: string
  confidential: boolean
  consent: string // version of the notice agreed to
}

/** A matter nobody has said anything of yet. */
export function beginTelling(client: string, deputies: Named[] = []): Telling {
  return {
    client, deputies, category: '', phrases: [], own: '', village: '', place: '', dropped: [], voice: null, name: '', phone: '',
    confidential: false, consent: '',
  }
}

/** A new client id: 128 random bits in hex. It makes a matter sent twice one matter. */
export function newClient(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function stepOf(screen: Screen): number {
  return steps[screen]
}

/** The screen after or before another; null beyond the ends. */
export function screenAfter(screen: Screen): Screen | null {
  return screens[screens.indexOf(screen) + 1] ?? null
}

export function screenBefore(screen: Screen): Screen | null {
  return screens[screens.indexOf(screen) - 1] ?? null
}

/** The words as they will be handed in: what was picked, then what was written. */
export function wordsOf({ phrases, own }: Telling): string {
  const picked = phrases.length > 0 ? `${phrases.join('；')}。` : ''
  return [picked, own.trim()].filter(Boolean).join('\n')
}

/** Where it is, in one line. */
export function placeOf({ village, place }: Telling): string {
  return [village, place].filter(Boolean).join(' ')
}

/** Whether anything would be lost if the visit ended now. */
export function hasContent(telling: Telling): boolean {
  return telling.category !== '' || wordsOf(telling) !== '' || placeOf(telling) !== '' || telling.voice !== null ||
    telling.name !== '' || telling.phone !== ''
}

/** What is wrong with a telephone number: how many digits are missing (below 0) or too many; null when it may stay. */
export function phoneFault(phone: string): number | 'odd' | null {
  if (phone === '') return null
  if (phone.startsWith('1') && phone.length > 5) return phone.length === 11 ? null : phone.length - 11
  return phone.length < 5 ? 'odd' : null
}

/** 138****1234: as a number is shown once its field is left. */
export function maskPhone(phone: string): string {
  if (phone.length < 7) return phone.slice(0, 1) + '*'.repeat(Math.max(0, phone.length - 1))
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`
}

/** Whether the voter may go on from a screen. The last one asks for all of them. */
export function mayGoOn(screen: Screen, telling: Telling): boolean {
  switch (screen) {
    case 'class': return telling.category !== ''
    case 'phrases': return telling.phrases.length > 0
    case 'words': return wordsOf(telling) !== '' || telling.voice !== null
    case 'contact': return phoneFault(telling.phone) === null
    case 'check': return missing(telling) === null
    default: return true
  }
}

/** The first screen that still lacks an answer; null when the matter may be handed in. */
export function missing(telling: Telling): Screen | null {
  if (telling.category === '') return 'class'
  if (!mayGoOn('words', telling)) return 'words'
  if (!mayGoOn('contact', telling)) return 'contact'
  return telling.consent === '' ? 'consent' : null
}

/** Picks a phrase, or takes it back. */
export function togglePhrase(phrases: readonly string[], phrase: string): string[] {
  return phrases.includes(phrase) ? phrases.filter((one) => one !== phrase) : [...phrases, phrase]
}

/** The upload behind the address of a thumb; '' for none. */
export function uploadOf(thumb: string): string {
  return /\/uploads\/(\w+)\/thumb\.jpg$/.exec(thumb)?.[1] ?? ''
}

/** The thumbs a voter has not taken back. */
export function photosLeft(thumbs: readonly string[], dropped: readonly string[]): string[] {
  return thumbs.filter((thumb) => !dropped.includes(uploadOf(thumb)))
}

/** What is handed in; thumbs are all that came from the phone. */
export function submissionOf(telling: Telling, thumbs: readonly string[]): Submission {
  const { client, category, village, place, name, phone, confidential, consent, voice } = telling
  const contact = name || phone ? { name, phone } : null
  return {
    client, category, words: wordsOf(telling), village, place, deputies: telling.deputies.map(({ id }) => id), contact,
    anonymous: contact === null, confidential, consent,
    photos: photosLeft(thumbs, telling.dropped).map(uploadOf), voice: voice?.id ?? '',
  }
}

/** A label of a class by its id. */
export function classLabel(options: MatterOptions, id: string): string {
  return options.categories.find((one) => one.id === id)?.label ?? ''
}
