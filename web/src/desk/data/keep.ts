import type { Template, Unit } from '../wire'
import { addressOf, read, write, type Query } from './call'

/** How long somebody has for a step, and where that is written. */
export interface Term { n: number; unit: 'business_days' | 'calendar_days' | 'months'; basis: string }

/** What the station decides for itself within the law; what is absent is as shipped. */
export interface Policy {
  security?: 'asvs' | 'dengbao2'
  terms?: Record<string, Term>
  mask_after_days?: number
  erase_after_days?: number
  printer?: string
  slip_width?: number
  notice?: string
}

/** The policy, and the steps it sets terms for with the term in force. */
export interface PolicyPage { policy: Policy; mask_days: number; erase_days: number; steps: { step: string; label: string; term: Term; own: boolean }[]; base: string }

/** One line of the audit. */
export interface Entry {
  seq: number
  at: string
  actor: string
  name?: string
  what: string
  kind: string
  id?: string
  detail?: string
  address?: string
  missed?: number
  hash: string
}

export const readPolicy = (): Promise<PolicyPage> => read('policy')
export const keepPolicy = (policy: Policy & { base: string }): Promise<unknown> => write('PATCH', 'policy', policy)
export const addUnit = (unit: Partial<Unit>): Promise<Unit> => write('POST', 'units', unit)
export const editUnit = (id: string, unit: Partial<Unit>): Promise<Unit> => write('PATCH', `units/${encodeURIComponent(id)}`, unit)
export const addTemplate = (template: Partial<Template>): Promise<Template> => write('POST', 'templates', template)
export const dropTemplate = (id: string): Promise<void> => write('DELETE', `templates/${encodeURIComponent(id)}`)
export const editTemplate = (id: string, template: Partial<Template>): Promise<Template> =>
  write('PATCH', `templates/${encodeURIComponent(id)}`, template)

export const readAudit = (query: Query): Promise<{ entries: Entry[]; next?: number }> => read('audit', query)
export const verifyAudit = (): Promise<{ changes: number; sound: boolean; break?: string }> => write('POST', 'audit/verify')
export const auditAddress = (query: Query): string => addressOf('audit.csv', query)
