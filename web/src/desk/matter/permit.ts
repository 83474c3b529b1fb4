// Which permission a step needs, so that a menu offers nothing that would be refused. The server decides each time.
const NEEDS: Record<string, string> = {
  verified: 'verify', accepted: 'accept', declined: 'decline', merged: 'merge', classified: 'classify', assigned: 'assign',
  handling: 'handle', sent_back: 'handle', extended: 'approve_extension', paused: 'pause', resumed: 'pause', replied: 'reply',
  fed_back: 'feed_back', rated: 'rate', redo: 'supervise', closed: 'close', archived: 'archive', urged: 'urge', supervised: 'supervise',
  escalated: 'escalate', escalation_answered: 'escalate', converted: 'convert', letter: 'letter', letter_answered: 'letter',
  rechecked: 'recheck', noted: 'note', advised: 'advise', deputy_view: 'comment', public_drafted: 'draft_public',
  public_released: 'release_public', public_withdrawn: 'withdraw_public',
}

/** Whether somebody with these permissions may ever take a step. */
export function mayMove(type: string, may: readonly string[]): boolean {
  const action = NEEDS[type]
  return action !== undefined && may.includes(action)
}
