import type { Component } from 'vue'
import Matters from './Matters.vue'
import Today from './Today.vue'

/** What stands at each entry of the menu. */
export const screens: Record<string, Component> = { today: Today, matters: Matters, mine: Matters }
