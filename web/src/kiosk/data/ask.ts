import type { Problem } from '../../shared/wire'

const PATIENCE_MS = 8_000

/** The server understood the question and said no; detail is its sentence for people. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }

  /** Whether asking again can help. */
  get final(): boolean {
    return this.problem.status >= 400 && this.problem.status < 500
  }
}

/** Asks the station's server; empty values of the query are left out. Throws Refusal, or what fetch throws. */
export async function ask<T>(path: string, query: Record<string, string | number> = {}): Promise<T> {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== '') asked.set(name, String(value))
  }
  const address = `/api/v1/${path}${asked.size > 0 ? `?${asked}` : ''}`
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Refusal(await problemOf(answer))
  return (await answer.json()) as T
}

async function problemOf(answer: Response): Promise<Problem> {
  const unworded = { type: 'about:blank', title: '', status: answer.status, code: 'unworded', detail: '' }
  return answer.json().then((body: Partial<Problem>) => ({ ...unworded, ...body }), () => unworded)
}
