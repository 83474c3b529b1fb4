import type { Component } from 'vue'
import Accounts from './Accounts.vue'
import Audit from './Audit.vue'
import Exchange from './Exchange.vue'
import Matters from './Matters.vue'
import Own from './Own.vue'
import Publication from './Publication.vue'
import Receptions from './Receptions.vue'
import Rechecks from './Rechecks.vue'
import Records from './Records.vue'
import Register from './Register.vue'
import Settings from './Settings.vue'
import Stations from './Stations.vue'
import Suggestions from './Suggestions.vue'
import Sync from './Sync.vue'
import Today from './Today.vue'

/** What stands at each entry of the menu. */
export const screens: Record<string, Component> = {
  today: Today, matters: Matters, mine: Matters, register: Register, receptions: Receptions, suggestions: Suggestions,
  publication: Publication, rechecks: Rechecks, accounts: Accounts, settings: Settings, sync: Sync, stations: Stations, records: Records, exchange: Exchange, audit: Audit, own: Own,
}
