import type { Card, TierCount } from '../board'
import { el } from '../dom'

/** One character for a tier, so that colour is never the only sign. */
export function letterOf(label: string): string {
  return label.startsWith('全国') ? '国' : ([...label][0] ?? '')
}

export function chip(card: Pick<Card, 'tier' | 'label'>): HTMLElement {
  return el('span', `chip ${card.tier}`, letterOf(card.label))
}

/** What the colours mean and how many deputies each has. */
export function legend(tiers: readonly TierCount[]): HTMLElement {
  return el('span', 'legend', ...tiers.map((t) => el('span', t.tier, chip(t), ` ${t.count}`)))
}
