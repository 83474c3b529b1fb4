import type { Tier } from '../shared/wire'

/** All tiers, widest first (组织法第二条). */
export const tierNames: readonly Tier[] = ['national', 'provincial', 'prefecture', 'county', 'township']
