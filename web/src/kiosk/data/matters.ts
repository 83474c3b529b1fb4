import type { AcceptedMatter, FollowedMatter, MatterOptions, Satisfaction, ShownMatterList, Submission } from '../../shared/matter'
import { ask } from './ask'
import { tell } from './tell'

/** What a voter may pick from. */
export function readOptions(): Promise<MatterOptions> {
  return ask('matter-options')
}

/** Hands a matter in; answers once it is on disk. */
export function submit(submission: Submission): Promise<AcceptedMatter> {
  return tell('POST', 'matters', submission)
}

/** How a matter stands, by its query code. */
export function readMatter(code: string): Promise<FollowedMatter> {
  return ask(`matters/${code}`)
}

/** The address of the code that opens the matter on a phone. */
export function matterCode(code: string): string {
  return `/api/v1/matters/${code}/qr.svg`
}

/** The voter's verdict on the reply. */
export function rate(code: string, satisfaction: Satisfaction, words = ''): Promise<FollowedMatter> {
  return tell('POST', `matters/${code}/rating`, { satisfaction, words, via: 'kiosk' })
}

/** Something the voter adds. */
export function addWords(code: string, words: string): Promise<FollowedMatter> {
  return tell('POST', `matters/${code}/more`, { words, photos: [] })
}

/** Deletes what the voter said of themselves, or all they said. */
export function forget(code: string, what: 'contact' | 'all'): Promise<FollowedMatter> {
  return tell('DELETE', `matters/${code}/personal`, { what })
}

/** One more who met with the same. */
export function meToo(id: string): Promise<{ me_too: number }> {
  return tell('POST', `matters/${encodeURIComponent(id)}/me-too`, {})
}

/** What was released to the public. */
export function listVoices(solved: boolean): Promise<ShownMatterList> {
  return ask('matters', { solved: String(solved), limit: 60 })
}

/** Prints a slip with the code. */
export function printSlip(code: string): Promise<void> {
  return tell('POST', 'receipts/print', { code })
}
