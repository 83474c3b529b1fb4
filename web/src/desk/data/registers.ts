import type { NewSuggestion, ReceptionDay, Session, SuggestionDetail, SuggestionRow } from '../wire'
import { read, write } from './call'
import type { Move } from './matters'

/** The reception register between two days, both included. */
export const listSessions = async (from: string, to: string): Promise<Session[]> =>
  (await read<{ items: Session[] }>('receptions', { from, to })).items
/** The days on which the rules say that deputies receive. */
export const listDays = async (from: string, to: string): Promise<ReceptionDay[]> =>
  (await read<{ items: ReceptionDay[] }>('receptions/days', { from, to })).items
export const readSession = (id: string): Promise<Session> => read(`receptions/${encodeURIComponent(id)}`)
export const addSession = (session: Partial<Session> | { rule: string; date: string }): Promise<Session> =>
  write('POST', 'receptions', session)
export const editSession = (id: string, change: Partial<Session>): Promise<Session> =>
  write('PATCH', `receptions/${encodeURIComponent(id)}`, change)

export const listSuggestions = async (): Promise<SuggestionRow[]> => (await read<{ items: SuggestionRow[] }>('suggestions')).items
export const readSuggestion = (id: string): Promise<SuggestionDetail> => read(`suggestions/${encodeURIComponent(id)}`)
export const addSuggestion = (suggestion: NewSuggestion): Promise<SuggestionDetail> => write('POST', 'suggestions', suggestion)
export const moveSuggestion = (id: string, move: Move): Promise<SuggestionDetail> =>
  write('POST', `suggestions/${encodeURIComponent(id)}/events`, move)
