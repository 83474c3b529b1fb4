import { sayOf } from './say'

/** What a role is called: who is confined to a branch has it at a station, also where the account lies at the county. */
export function roleName(role: string, scope = ''): string {
  return sayOf(scope ? 'branch.role' : 'role', role, 'role')
}

/** An account without its secrets. */
export interface Person {
  id: string
  login: string
  name: string
  roles: string[]
  unit?: string
  deputy?: string
  scope?: string // branch of the tree the account is confined to
  totp_on: boolean
  must_change: boolean
  password_at: string
  disabled: boolean
}

/** Who is signed in, and what the session allows. */
export interface Guest extends Person {
  may: string[]
  session: string
  idle_seconds: number
  ends_at: string
  security: string
}

/** An account with the one-time password it was just given; nobody can read that again. */
export interface Issued extends Person { initial_password: string }

/** One browser somebody is signed in at. */
export interface Seat {
  id: string
  account: string
  name: string
  address: string
  agent: string
  started: string
  seen: string
  own: boolean
}

export interface Newcomer { login: string; name: string; roles: string[]; unit?: string; deputy?: string; scope?: string }
