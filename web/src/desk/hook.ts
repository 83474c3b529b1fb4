import { say } from './say'

// What crosses the wire about the systems that are told; the Go side is county/hook.

export interface NewHook {
  name: string
  url: string
  scope?: string // all where it is missing
  types?: string[] // beginnings of the types told of; all where it is missing
}

/** A system that is told, and how it goes. */
export interface Hook extends NewHook {
  id: string
  off?: boolean
  told: number
  last?: string // when it last took an event
  tries?: number // failed ones of the event at hand
  next?: string
  error?: string
  dead?: unknown[] // events given up
}

/** A new one, with its secret this once. */
export interface HookMade extends Hook {
  secret: string
}

export interface Tried {
  taken: boolean
  error?: string
}

const MATTER = 'cn.lianzhan.matter.'
const PUBLIC = ['deputy', 'project', 'article', 'activity', 'reception_rule', 'station', 'holidays'].map((kind) => `cn.lianzhan.${kind}.`)

/** What a system may want to hear of. */
export const TOPICS = ['all', 'matter', 'public'] as const
export type Topic = (typeof TOPICS)[number]

/** The types behind a topic; none means all. */
export function typesOf(topic: Topic): string[] {
  return { all: [], matter: [MATTER], public: PUBLIC }[topic]
}

/** The topic in words; types somebody else chose are named as they are. */
export function topicText(types: string[] = []): string {
  const topic = TOPICS.find((one) => typesOf(one).join() === types.join())
  return topic ? say(`hooks.types.${topic}`) : types.join('，')
}

/** Why a system was not reached, in words an officer can pass on. */
export function whyText(error: string): string {
  const code = /^(\d{3}) /.exec(error)?.[1]
  if (code) return say('hooks.why.answered', { code })
  if (error.includes('refused')) return say('hooks.why.refused')
  if (error.includes('no such host')) return say('hooks.why.unknown')
  return say(/timeout|deadline/i.test(error) ? 'hooks.why.late' : 'hooks.why.other')
}
