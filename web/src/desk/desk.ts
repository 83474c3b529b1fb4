import { inject, type InjectionKey, type Ref } from 'vue'
import type { Guest } from './data/account'
import type { Places } from './place'
import type { First } from './wire'

/** What every screen of the desk may know: who works here, what they may, where they are and what just changed. */
export interface Desk {
  guest: Ref<Guest>
  first: Ref<First>
  places: Places
  /** Grows with every change told by the server; a screen that watches it asks again. */
  revision: Ref<number>
  linked: Ref<boolean>
  may(...actions: string[]): boolean
  /** Keeps the bell quiet about things made at this desk. */
  know(ids: string[]): void
  /** Reads again what the whole desk stands on: units, templates, policy. */
  renew(): Promise<void>
}

export const deskKey: InjectionKey<Desk> = Symbol('desk')

/** The desk a screen stands at. Only for screens; parts are told what they need. */
export function useDesk(): Desk {
  const desk = inject(deskKey)
  if (!desk) throw new Error('a screen stands outside the desk')
  return desk
}
