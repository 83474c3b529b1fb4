import type { List, Suggestion } from '../../shared/wire'
import { ask } from './ask'

const LATEST = 60

/** The latest public suggestions of deputies. */
export async function listSuggestions(): Promise<Suggestion[]> {
  return (await ask<List<Suggestion>>('suggestions', { limit: LATEST })).items
}

/** One of the latest suggestions, or null. */
export async function readSuggestion(id: string): Promise<Suggestion | null> {
  return (await listSuggestions()).find((suggestion) => suggestion.id === id) ?? null
}
