import type { Problem } from '../../shared/wire'
import { addressOf, type Query } from '../address'
import { Refusal } from '../refusal'
import { say } from '../say'

export { addressOf, type Query } from '../address'
export { Refusal, sentenceOf } from '../refusal'

const PATIENCE_MS = 20_000
// Whoever is turned away here was not signed in before.
const SIGN_IN = '/api/v1/desk/session'

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

/** Reads from the desk's API. Throws Refusal. */
export function read<T>(path: string, query: Query = {}): Promise<T> {
  return send<T>('GET', addressOf(path, query))
}

/** Fetches a file, with the name the server gives it. Throws Refusal. */
export async function readFile(path: string, query: Query = {}): Promise<File> {
  const answer = await answered('GET', addressOf(path, query))
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? path
  return new File([await answer.blob()], decodeURIComponent(name))
}

/** Changes something through the desk's API; a form or a file goes as it is, anything else as JSON. Throws Refusal. */
export function write<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  return send<T>(method, addressOf(path), body)
}

async function send<T>(method: string, address: string, body?: object): Promise<T> {
  const answer = await answered(method, address, body)
  return (answer.status === 204 ? undefined : await answer.json()) as T
}

async function answered(method: string, address: string, body?: object): Promise<Response> {
  const answer = await fetched(method, address, body)
  if (answer.ok) return answer
  const refusal = await refusalOf(answer)
  if (refusal.status === 401 && !(method === 'POST' && address === SIGN_IN)) keeper.signedOut()
  if (refusal.code === 'password_change_needed') keeper.mustChange()
  if (refusal.code === 'confirm_needed' && (await keeper.confirm())) return answered(method, address, body)
  throw refusal
}

async function fetched(method: string, address: string, body?: object): Promise<Response> {
  const whole = body instanceof FormData || body instanceof Blob
  try {
    return await fetch(address, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && !whole && { headers: { 'Content-Type': 'application/json' } }),
      ...(body && { body: whole ? body : JSON.stringify(body) }),
    })
  } catch {
    throw new Refusal(0, 'offline', say('call.offline'))
  }
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = await answer.json().then((body: Partial<Problem>) => body, () => ({}) as Partial<Problem>)
  return new Refusal(answer.status, problem.code ?? 'unworded', problem.detail ?? say('call.unworded'))
}
