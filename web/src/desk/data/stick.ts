import type { Bundled } from '../sync'
import { readFile, write } from './call'

const PATH = '/api/v1/desk/sync/bundle'

/** Hands a bundle to the browser, which saves it where the person says: for the node above, or in answer to a node below. Its name. */
export async function giveBundle(query: { code?: string; node?: string }): Promise<string> {
  const file = await readFile(PATH, query)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return file.name
}

export const takeBundle = (file: File): Promise<Bundled> => write('POST', PATH, file.slice(0, file.size, 'application/octet-stream'))
