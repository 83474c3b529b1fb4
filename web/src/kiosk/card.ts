import type { DeputyItem, Tier } from '../shared/wire'

/** What a card shows of a deputy. */
export interface Card {
  id: string
  name: string
  thumb: string
  caption: string
}

/** The card of a deputy, with the tiers in the words of the place. */
export function cardOf(deputy: DeputyItem, labels: Record<Tier, string>): Card {
  const caption = deputy.tiers.map((tier) => labels[tier]).join('、')
  return { id: deputy.id, name: deputy.name, thumb: deputy.thumb || deputy.photo, caption }
}
