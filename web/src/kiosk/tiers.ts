import type { Tier } from '../shared/wire'

/** All tiers, widest first (组织法第二条). */
export const tierNames: readonly Tier[] = ['national', 'provincial', 'prefecture', 'county', 'township']

/** The tier a visitor chose among the faces, as the choice spells it ("faces/county"), or '' for all. */
export function tierOf(choice: string): Tier | '' {
  return tierNames.find((tier) => choice === `faces/${tier}`) ?? ''
}
