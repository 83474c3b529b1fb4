import type { Guest, Issued, Newcomer, Person, Seat } from '../people'
import { Refusal, read, write } from './call'

export type { Guest, Issued, Newcomer, Person, Seat }

export interface FirstAccount { code: string; login: string; name: string; password: string }
export interface Claim { login: string; password: string; totp?: string }
export interface Enrolment { uri: string; secret: string; qr: string }
export type Alteration = Partial<Pick<Person, 'name' | 'roles' | 'unit' | 'deputy' | 'disabled'>>

/** Who is signed in; null when nobody is. Throws Refusal for everything else. */
export async function readGuest(): Promise<Guest | null> {
  try {
    return await read<Guest>('session')
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null
    throw error
  }
}

/** Whether the box waits for its first account. */
export async function needsSetUp(): Promise<boolean> {
  return (await read<{ open: boolean }>('setup')).open
}

export const setUp = (first: FirstAccount): Promise<void> => write('POST', 'setup', first)
export const signIn = (claim: Claim): Promise<Guest> => write('POST', 'session', claim)
export const signOut = (): Promise<void> => write('DELETE', 'session')
export const confirmPassword = (password: string): Promise<void> => write('POST', 'session/confirm', { password })
export const changePassword = (old: string, fresh: string): Promise<void> =>
  write('POST', 'session/password', { old, new: fresh })
export const beginFactor = (): Promise<Enrolment> => write('POST', 'session/totp')
export const endFactor = (code: string): Promise<{ recovery_codes: string[] }> => write('POST', 'session/totp/code', { code })
export const dropFactor = (): Promise<void> => write('DELETE', 'session/totp')

export const listAccounts = (): Promise<Person[]> => read('accounts')
export const addAccount = (newcomer: Newcomer): Promise<Issued> => write('POST', 'accounts', newcomer)
export const alterAccount = (id: string, change: Alteration): Promise<Person> => write('PATCH', `accounts/${id}`, change)
export const resetPassword = (id: string): Promise<Issued> => write('POST', `accounts/${id}/password`)
export const takeFactor = (id: string): Promise<void> => write('DELETE', `accounts/${id}/totp`)
export const listSeats = (): Promise<Seat[]> => read('sessions')
export const endSeat = (id: string): Promise<void> => write('DELETE', `sessions/${id}`)
