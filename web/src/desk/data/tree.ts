import type { SyncStatus } from '../sync'
import { read } from './call'

export const readSync = (): Promise<SyncStatus> => read('sync')
