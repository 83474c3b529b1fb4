import type { Reception } from '../../shared/wire'
import { ask } from './ask'

/** The reception days from one date to another, both included. */
export async function listReceptions(from: string, to: string): Promise<Reception[]> {
  return (await ask<{ items: Reception[] }>('receptions', { from, to })).items
}

/** The reception day of one rule on one date, or null. */
export async function readReception(date: string, rule: string): Promise<Reception | null> {
  return (await listReceptions(date, date)).find((day) => day.rule === rule) ?? null
}
