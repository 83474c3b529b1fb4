import type { Activity, List } from '../../shared/wire'
import { ask } from './ask'

const LATEST = 60

/** The latest public activities. */
export async function listActivities(): Promise<Activity[]> {
  return (await ask<List<Activity>>('activities', { limit: LATEST })).items
}

/** One of the latest activities, or null. */
export async function readActivity(id: string): Promise<Activity | null> {
  return (await listActivities()).find((activity) => activity.id === id) ?? null
}
