import { t } from '../lang/t'

/** How this station stands towards the one above it: "alone" where it was never connected. */
export interface Upward {
  state: 'alone' | 'online' | 'offline' | 'revoked' | 'forked'
  pending: number
}

/** What a voter should know of it: nothing where there is nobody above. */
export function upwardText(upward: Upward | null): string {
  if (!upward || upward.state === 'alone') return ''
  if (upward.state !== 'online') return t('bar.offline')
  return t(upward.pending > 0 ? 'bar.sending' : 'bar.online')
}
