import type { BulkResult, Detail, Draft, DraftText, First, Contact, Rows, Today } from '../wire'
import { read, write, type Query } from './call'

/** What is about to happen to a matter. */
export interface Move { type: string; data: object; note?: string; base?: string }

/** One thing a visitor brings. */
export interface Issue {
  category: string
  title?: string
  words: string
  village?: string
  place?: string
  deputies?: string[]
  people?: number
}

/** A visit as it is written down at the desk: its first issue, and the further ones. */
export interface Visit extends Issue {
  client: string
  channel: string
  session?: string
  visitor?: number
  contact?: { name?: string; phone?: string; sex?: string; age_band?: string; address?: string }
  anonymous?: boolean
  confidential?: boolean
  consent: string
  issues?: Issue[]
}

/** What the voter takes home of each issue. */
export interface Receipt { id: string; number: string; code: string; masked?: string[] }

export const readFirst = (): Promise<First> => read('first')
export const readToday = (): Promise<Today> => read('today')
export const listMatters = (query: Query): Promise<Rows> => read('matters', query)
export const readMatter = (id: string): Promise<Detail> => read(`matters/${encodeURIComponent(id)}`)
export async function registerVisit(visit: Visit): Promise<Receipt[]> {
  const { more, ...first } = await write<Receipt & { more?: Receipt[] }>('POST', 'matters', visit)
  return [first, ...(more ?? [])]
}

/** Takes a step; undefined when the matter thereby left this person's sight. */
export const moveMatter = (id: string, move: Move): Promise<Detail | undefined> =>
  write('POST', `matters/${encodeURIComponent(id)}/events`, move)
export const revealContact = (id: string, reason: string): Promise<Contact> =>
  write('POST', `matters/${encodeURIComponent(id)}/reveal`, { reason })
export const moveMany = async (ids: string[], move: Move): Promise<BulkResult[]> =>
  (await write<{ items: BulkResult[] }>('POST', 'matters/bulk', { ids, ...move })).items

/** Hangs a picture on a matter; its name is what an event refers to. */
export async function attach(id: string, file: File): Promise<string> {
  const form = new FormData()
  form.append('file', file)
  return (await write<{ hash: string }>('POST', `matters/${encodeURIComponent(id)}/attachments`, form)).hash
}

export { exportAddress, fileAddress, printAddress } from '../address'

export const listDrafts = async (): Promise<Draft[]> => (await read<{ items: Draft[] }>('drafts')).items
export const claimDraft = (token: string): Promise<Draft> => write('POST', `drafts/${token}/claim`)
export const writeDraft = (token: string, text: DraftText): Promise<Draft> => write('POST', `drafts/${token}/write`, text)
export const readBackDraft = (token: string): Promise<Draft> => write('POST', `drafts/${token}/read-back`)
