import type { Hook, HookMade, NewHook, Tried } from '../hook'
import { addressOf, read, write } from './call'

export const listHooks = (): Promise<{ items: Hook[] }> => read('/api/v1/county/hooks')
export const addHook = (hook: NewHook): Promise<HookMade> => write('POST', '/api/v1/county/hooks', hook)
export const tryHook = (id: string): Promise<Tried> => write('POST', `/api/v1/county/hooks/${encodeURIComponent(id)}/try`)
export const dropHook = (id: string): Promise<void> => write('DELETE', `/api/v1/county/hooks/${encodeURIComponent(id)}`)

/** Where the signed archive of a branch is taken from. */
export const exportAddress = (scope: string): string => addressOf('/api/v1/county/export', { scope })
