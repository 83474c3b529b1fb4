import type { Problem } from '../../shared/wire'
import { say } from '../say'

const PATIENCE_MS = 20_000
// Whoever is turned away here was not signed in before.
const SIGN_IN = '/api/v1/desk/session'

/** The server understood and said no, or could not be reached (status 0); the message is a sentence for people. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, sentence: string) {
    super(sentence)
    this.status = status
    this.code = code
  }

  /** Whether asking again by itself can help. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429
  }
}

/** What the page does when the door shuts while somebody works. */
export interface Doorkeeper {
  signedOut(): void
  mustChange(): void
  /** Asks for the password once more; false when the person gave up. */
  confirm(): Promise<boolean>
}

let keeper: Doorkeeper = { signedOut: () => undefined, mustChange: () => undefined, confirm: () => Promise.resolve(false) }

/** Names who is told when an answer says that nobody is signed in, or that the password is asked again. */
export function standAtDoor(one: Doorkeeper): void {
  keeper = one
}

export type Query = Record<string, string | number | undefined>

/** The address of a path of the desk's API; empty values of the query are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') asked.set(name, String(value))
  }
  return `/api/v1/desk/${path}${asked.size > 0 ? `?${asked}` : ''}`
}

/** Reads from the desk's API. Throws Refusal. */
export function read<T>(path: string, query: Query = {}): Promise<T> {
  return send<T>('GET', addressOf(path, query))
}

/** Changes something through the desk's API; a FormData goes as it is, anything else as JSON. Throws Refusal. */
export function write<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  return send<T>(method, addressOf(path), body)
}

async function send<T>(method: string, address: string, body?: object): Promise<T> {
  const answer = await fetched(method, address, body)
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
  const refusal = await refusalOf(answer)
  if (refusal.status === 401 && !(method === 'POST' && address === SIGN_IN)) keeper.signedOut()
  if (refusal.code === 'password_change_needed') keeper.mustChange()
  if (refusal.code === 'confirm_needed' && (await keeper.confirm())) return send<T>(method, address, body)
  throw refusal
}

async function fetched(method: string, address: string, body?: object): Promise<Response> {
  const form = body instanceof FormData
  try {
    return await fetch(address, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && !form && { headers: { 'Content-Type': 'application/json' } }),
      ...(body && { body: form ? body : JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal(0, 'offline', say('call.offline'))
  }
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = await answer.json().then((body: Partial<Problem>) => body, () => ({}) as Partial<Problem>)
  return new Refusal(answer.status, problem.code ?? 'unworded', problem.detail ?? say('call.unworded'))
}

/** The sentence of anything thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refusal ? error.message : say('call.unworded')
}
