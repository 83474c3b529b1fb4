import { ElConfigProvider, ElOption, ElSelect, ElTabPane, ElTabs } from 'element-plus'
import type { DefineComponent } from 'vue'

// The declarations of these name the runtime's descriptions of their props in place of the types, so that no
// value fits; what the desk says to them is declared here.

/** One choice of a Select. */
export const Option = ElOption as unknown as DefineComponent<{ value: string | number; label: string; disabled?: boolean }>

/** The language of the library's own words. */
export const Provider = ElConfigProvider as unknown as DefineComponent<{ locale: object; button?: { autoInsertSpace: boolean } }>

/** A list to choose from. */
export const Select = ElSelect as unknown as DefineComponent<{
  modelValue: string | number | string[]
  multiple?: boolean
  filterable?: boolean
  clearable?: boolean
  collapseTags?: boolean
  allowCreate?: boolean
  defaultFirstOption?: boolean
  placeholder?: string
  emptyValues?: null[] // what stands for nothing chosen; the empty text too, unless named otherwise
  ariaLabel?: string
  onChange?: (value: never) => void
  'onUpdate:modelValue'?: (value: never) => void
}>

/** Leaves behind tabs. */
export const Tabs = ElTabs as unknown as DefineComponent<{ modelValue: string; 'onUpdate:modelValue'?: (value: string) => void }>

/** One leaf of several, behind a tab. */
export const Pane = ElTabPane as unknown as DefineComponent<{ name: string; label: string }>
