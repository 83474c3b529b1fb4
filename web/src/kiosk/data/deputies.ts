import type { Deputy, DeputyItem, Letter, List, Place, Tier } from '../../shared/wire'
import { ask } from './ask'

/** Which deputies are wanted; an empty value asks for all. */
export interface DeputyQuery {
  q?: string
  tier?: Tier | ''
  station?: string
  village?: string
  area?: string
  letter?: string
  group?: string
  limit?: number
  offset?: number
}

/** One page of deputies in the station's own order. */
export function findDeputies(query: DeputyQuery): Promise<List<DeputyItem>> {
  return ask('deputies', { ...query })
}

/** One deputy by id or short code. */
export function readDeputy(id: string): Promise<Deputy> {
  return ask(`deputies/${encodeURIComponent(id)}`)
}

/** The first letters of surnames that occur. */
export async function listLetters(): Promise<Letter[]> {
  return (await ask<{ items: Letter[] }>('letters')).items
}

/** Villages, stations and electoral units that have deputies. */
export async function listPlaces(): Promise<Place[]> {
  return (await ask<{ items: Place[] }>('places')).items
}

/** The address of the code that opens a deputy's page on a phone. */
export function deputyCode(id: string): string {
  return `/api/v1/deputies/${encodeURIComponent(id)}/qr.svg`
}
