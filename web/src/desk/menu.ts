import { Bell, Calendar, Collection, Connection, DataLine, DocumentChecked, EditPen, Files, Key, List, Lock, Promotion, Refresh, Setting, Share, Upload } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { Phrase } from './say'

/** One screen of the desk: its words, its picture, and what a person must be let do to see it in the menu. */
export interface Entry {
  at: string
  label: Phrase
  icon: Component
  needs: string[] // any of them; empty for everybody
  href?: string // a page of its own
  stand?: 'station' | 'county' // only where the desk stands there
}

const READ = ['read_matters', 'read_assigned']

export const ENTRIES: Entry[] = [
  { at: 'today', label: 'menu.today', icon: Bell, needs: READ },
  { at: 'mine', label: 'menu.mine', icon: List, needs: ['read_addressed'] },
  { at: 'matters', label: 'menu.matters', icon: List, needs: READ },
  { at: 'register', label: 'menu.register', icon: EditPen, needs: ['register'] },
  { at: 'receptions', label: 'menu.receptions', icon: Calendar, needs: ['keep_register'] },
  { at: 'suggestions', label: 'menu.suggestions', icon: Files, needs: ['read_matters', 'read_assigned', 'read_addressed'] },
  { at: 'publication', label: 'menu.publication', icon: Promotion, needs: ['draft_public', 'release_public', 'withdraw_public'] },
  { at: 'rechecks', label: 'menu.rechecks', icon: Refresh, needs: ['recheck'] },
  { at: 'cockpit', label: 'menu.cockpit', icon: DataLine, needs: ['read_cockpit'], stand: 'county', href: '/cockpit' },
  { at: 'stations', label: 'menu.stations', icon: Share, needs: ['read_tree'], stand: 'county' },
  { at: 'records', label: 'menu.records', icon: Collection, needs: ['edit_records'], stand: 'county' },
  { at: 'exchange', label: 'menu.exchange', icon: Upload, needs: ['exchange', 'export'], stand: 'county' },
  { at: 'accounts', label: 'menu.accounts', icon: Key, needs: ['manage_accounts'] },
  { at: 'settings', label: 'menu.settings', icon: Setting, needs: ['manage_policy', 'edit_records'] },
  { at: 'sync', label: 'menu.sync', icon: Connection, needs: ['read_sync'], stand: 'station' },
  { at: 'audit', label: 'menu.audit', icon: DocumentChecked, needs: ['read_audit'] },
  { at: 'own', label: 'menu.own', icon: Lock, needs: [] },
]

/** The screens somebody with these permissions sees where the desk stands. */
export function menuOf(may: readonly string[], county = false): Entry[] {
  const stand = county ? 'county' : 'station'
  return ENTRIES.filter((entry) => (entry.stand ?? stand) === stand
    && (entry.needs.length === 0 || entry.needs.some((action) => may.includes(action))))
}

/** The screen to show: the one asked for when the menu has it, else the first. */
export function screenAt(at: string, may: readonly string[], county = false): string {
  const menu = menuOf(may, county).filter(({ href }) => !href)
  return (menu.find((entry) => entry.at === at) ?? menu[0])?.at ?? 'own'
}
