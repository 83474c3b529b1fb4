import type { Template, Unit } from '../wire'
import type { Entry, Holidays, HolidayShift, Policy, PolicyPage } from '../house'
import type { Thing } from '../tree'
import { addressOf, read, write, type Query } from './call'

export type { Entry, Policy, PolicyPage, Term } from '../house'

export const readPolicy = (): Promise<PolicyPage> => read('policy')
export const keepPolicy = (policy: Policy & { base: string }): Promise<unknown> => write('PATCH', 'policy', policy)
export const addUnit = (unit: Partial<Unit>): Promise<Unit> => write('POST', 'units', unit)
export const editUnit = (id: string, unit: Partial<Unit>): Promise<Unit> => write('PATCH', `units/${encodeURIComponent(id)}`, unit)
export const addTemplate = (template: Partial<Template>): Promise<Template> => write('POST', 'templates', template)
export const dropTemplate = (id: string): Promise<void> => write('DELETE', `templates/${encodeURIComponent(id)}`)
export const editTemplate = (id: string, template: Partial<Template>): Promise<Template> =>
  write('PATCH', `templates/${encodeURIComponent(id)}`, template)

export const listHolidays = async (): Promise<Holidays[]> => (await read<{ items: Holidays[] }>('holidays')).items
export const tryHolidays = async (table: Holidays): Promise<HolidayShift[]> =>
  (await write<{ items: HolidayShift[] }>('POST', 'holidays/preview', table)).items
export const keepHolidays = (table: Holidays): Promise<unknown> => write('POST', 'holidays', table)

export const listPlaylists = async (): Promise<Thing[]> => (await read<{ items: Thing[] }>('playlists')).items
export const addPlaylist = (fields: object): Promise<Thing> => write('POST', 'playlists', fields)
export const editPlaylist = (id: string, fields: object): Promise<Thing> => write('PATCH', `playlists/${encodeURIComponent(id)}`, fields)
export const dropPlaylist = (id: string): Promise<void> => write('DELETE', `playlists/${encodeURIComponent(id)}`)

export const readAudit = (query: Query): Promise<{ entries: Entry[]; next?: number }> => read('audit', query)
export const verifyAudit = (): Promise<{ changes: number; sound: boolean; break?: string }> => write('POST', 'audit/verify')
export const auditAddress = (query: Query): string => addressOf('audit.csv', query)
