import type { SyncStatus } from '../sync'
import type { IssuedCode, Moved, NewNode, NodePlace, Thing, TreeFault, TreeNode } from '../tree'
import type { Occurrence, Rule } from '../reception/rule'
import { read, write } from './call'

const county = (path: string): string => `/api/v1/county/${path}`
const named = encodeURIComponent

export const readSync = (): Promise<SyncStatus> => read('sync')

export const listNodes = (): Promise<{ as_of: string; items: TreeNode[] }> => read(county('nodes'))
export const plantNode = (node: NewNode): Promise<TreeNode> => write('POST', county('nodes'), node)
export const changeNode = (id: string, fields: { name: string; kind: string }): Promise<unknown> => write('PATCH', county(`nodes/${named(id)}`), fields)
export const tryNodeMove = (id: string, place: NodePlace): Promise<Moved> => write('POST', county(`nodes/${named(id)}/move/try`), place)
export const moveNode = (id: string, place: NodePlace): Promise<Moved> => write('POST', county(`nodes/${named(id)}/move`), place)
export const issueCode = (id: string): Promise<IssuedCode> => write('POST', county(`nodes/${named(id)}/code`))
export const revokeNode = (id: string, why: string): Promise<void> => write('POST', county(`nodes/${named(id)}/revoke`), { why })
export const listTreeFaults = (): Promise<{ items: TreeFault[] }> => read(county('faults'))
export const releaseFault = (chain: string, ctr: number): Promise<void> => write('POST', county(`faults/${named(chain)}/${ctr}/release`))

export const listThings = (kind: string, query: { scope: string; q: string; limit?: number }): Promise<{ total: number; items: Thing[] }> =>
  read(county(`records/${kind}`), query)
export const addThing = (kind: string, scope: string, fields: object): Promise<Thing> =>
  write('PUT', county(`records/${kind}?scope=${named(scope)}`), fields)
export const editThing = (kind: string, id: string, fields: object): Promise<Thing> =>
  write('PUT', county(`records/${kind}/${named(id)}`), fields)
export const dropThing = (kind: string, id: string): Promise<void> => write('DELETE', county(`records/${kind}/${named(id)}`))
export const listReceptionDays = (rule: Rule): Promise<{ items: Occurrence[] }> => write('POST', county('receptions/days'), rule)
export const moveThing = (kind: string, id: string, to: string): Promise<unknown> =>
  write('POST', county(`records/${kind}/${named(id)}/move`), { to })
