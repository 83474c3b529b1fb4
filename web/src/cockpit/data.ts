import type { Problem } from '../shared/wire'
import type { Board, List } from './wire'

const PATIENCE_MS = 20_000
const HOME = '/api/v1/county/cockpit'

/** Why there is no answer. */
export class Unanswered extends Error {
  constructor(readonly status: number, sentence: string) {
    super(sentence)
  }
}

export interface Question {
  scope: string
  from: string
  to: string
}

export function readBoard(question: Question): Promise<Board> {
  return read<Board>(HOME, { ...question })
}

/** The records behind a figure, or behind one part of it, a hundred at a time. */
export function readList(question: Question, figure: string, part: string, skip = 0): Promise<List> {
  return read<List>(`${HOME}/list`, { ...question, figure, part, skip: skip > 0 ? String(skip) : '' })
}

/** Where the report of the month a day lies in is kept. */
export function monthAddress(question: Question, form: 'csv' | 'xlsx' | 'html' | 'pdf'): string {
  return address(`${HOME}/month.${form}`, { scope: question.scope, month: question.to.slice(0, 7) })
}

function address(path: string, query: Record<string, string>): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return `${path}?${asked.toString()}`
}

async function read<T>(path: string, query: Record<string, string>): Promise<T> {
  let answer: Response
  try {
    answer = await fetch(address(path, query), { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    throw new Unanswered(0, '')
  }
  if (answer.ok) return (await answer.json()) as T
  const problem = await answer.json().then((body: Partial<Problem>) => body, () => ({}) as Partial<Problem>)
  throw new Unanswered(answer.status, problem.detail ?? '')
}
