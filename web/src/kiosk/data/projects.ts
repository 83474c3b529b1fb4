import type { List, Project } from '../../shared/wire'
import { ask } from './ask'

const ALL = 200

/** The livelihood projects of the newest year that has any. */
export async function listProjects(): Promise<Project[]> {
  const { items } = await ask<List<Project>>('projects', { limit: ALL })
  return newestYear(items)
}

/** One project, or null. */
export async function readProject(id: string): Promise<Project | null> {
  const { items } = await ask<List<Project>>('projects', { limit: ALL })
  return items.find((project) => project.id === id) ?? null
}

/** The projects of the newest year, in the order of the ballot. */
export function newestYear(projects: readonly Project[]): Project[] {
  const year = Math.max(...projects.map((project) => project.year))
  return projects.filter((project) => project.year === year).sort((a, b) => a.number - b.number)
}
