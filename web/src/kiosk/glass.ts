import { computed, onScopeDispose, shallowRef, watchEffect, type ComputedRef, type Ref } from 'vue'
import { measure, type Panel } from '../shared/panel'

/** The panel, and the part of it pages may use. */
export interface Glass {
  panel: Ref<Panel>
  used: ComputedRef<Panel>
  /** Whether half the panel is enough for a page. */
  canLower: ComputedRef<boolean>
}

const LEAST_HIGH_MM = 190


/** Follows the size of the window (a kiosk's is often wrong at first) and sets --mm. low draws in the lower half. */
export function useGlass(diagonal: number, low: Ref<boolean>): Glass {
  const look = (): Panel => measure(innerWidth, innerHeight, diagonal)
  const panel = shallowRef(look())
  const follow = (): void => { panel.value = look() }
  addEventListener('resize', follow)
  onScopeDispose(() => removeEventListener('resize', follow))
  watchEffect(() => document.documentElement.style.setProperty('--mm', `${panel.value.mm}px`))
  const canLower = computed(() => panel.value.upright && panel.value.high / 2 >= LEAST_HIGH_MM)
  const used = computed(() =>
    low.value && canLower.value ? { ...panel.value, high: panel.value.high / 2 } : panel.value)
  return { panel, used, canLower }
}
