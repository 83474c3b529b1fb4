import { ref, watch, type Ref, type WatchSource } from 'vue'
import type { DeputyItem, List } from '../../shared/wire'
import { useAnswer, type Answer } from './answer'
import { findDeputies, type DeputyQuery } from './deputies'

/** A leaf of faces, asked for once the wall knows how many fit on it. */
export interface Faces {
  answer: Answer<List<DeputyItem>>
  size: Ref<number>
}

/** Asks for the leaf of deputies in view, and quietly for the next one so that turning costs no wait. */
export function useFaces(query: () => DeputyQuery, leaf: () => number, sources: WatchSource[]): Faces {
  const size = ref(0)
  const part = (at: number): DeputyQuery => ({ ...query(), limit: size.value, offset: at * size.value })
  const answer = useAnswer(
    () => findDeputies(part(leaf())), [size, leaf, () => JSON.stringify(query()), ...sources], () => size.value > 0)
  watch(answer.value, (list) => {
    if (list && (leaf() + 1) * size.value < list.total) void warm(part(leaf() + 1))
  })
  return { answer, size }
}

async function warm(query: DeputyQuery): Promise<void> {
  const next = await findDeputies(query).catch(() => null)
  for (const { thumb } of next?.items ?? []) {
    if (thumb) new Image().src = thumb
  }
}
