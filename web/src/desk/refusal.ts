import { say } from './say'

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

/** The sentence of anything thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Refusal ? error.message : say('call.unworded')
}
