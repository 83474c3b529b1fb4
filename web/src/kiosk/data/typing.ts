import type { Heard } from '../composer'
import type { Stroke } from '../strokes'
import { ask } from './ask'
import { tell } from './tell'

/** What typed letters may mean. */
export function hearLetters(keys: string): Promise<Heard> {
  return ask('phrases', { keys })
}

/** The characters some strokes on a pad may be. */
export async function readStrokes(strokes: readonly Stroke[], width: number, height: number): Promise<string[]> {
  const question = { width: Math.round(width), height: Math.round(height), strokes }
  return (await tell<{ candidates: string[] }>('POST', 'handwriting', question)).candidates
}
