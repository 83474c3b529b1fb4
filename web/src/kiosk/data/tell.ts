import type { Problem } from '../../shared/wire'
import { Refusal } from './ask'

const PATIENCE_MS = 10_000

/** Tells the station's server something; answers null where it has nothing to say. Throws Refusal, or what fetch throws. */
export async function tell<T>(method: 'POST' | 'DELETE', path: string, body?: object, stop?: AbortSignal): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    signal: stop ? AbortSignal.any([stop, patience]) : patience,
    keepalive: method === 'DELETE', // a draft is given up while its page goes away
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return read<T>(answer)
}

/** Sends a recording. */
export async function sendSound(path: string, sound: Blob): Promise<{ id: string }> {
  const answer = await fetch(`/api/v1/${path}`, {
    method: 'POST', body: sound, headers: { 'Content-Type': sound.type }, signal: AbortSignal.timeout(PATIENCE_MS * 2),
  })
  return read(answer)
}

/** Waits at the server for an answer, up to so many seconds. */
export async function waitFor<T>(path: string, seconds: number, stop: AbortSignal): Promise<T> {
  const patience = AbortSignal.timeout((seconds + 8) * 1000)
  return read<T>(await fetch(`/api/v1/${path}?wait=${seconds}`, { signal: AbortSignal.any([stop, patience]) }))
}

async function read<T>(answer: Response): Promise<T> {
  if (!answer.ok) {
    const unworded: Problem = { type: 'about:blank', title: '', status: answer.status, code: 'unworded', detail: '' }
    throw new Refusal(await answer.json().then((body: Partial<Problem>) => ({ ...unworded, ...body }), () => unworded))
  }
  return (answer.status === 204 ? null : await answer.json()) as T
}
