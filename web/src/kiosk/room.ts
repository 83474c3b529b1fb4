import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import type { Room } from './grid'

/** Follows the room an element has, in millimetres; mm says how many pixels one takes. Zero until it is laid out. */
export function useRoom(field: Ref<HTMLElement | undefined>, mm: () => number): Ref<Room> {
  const room = ref<Room>({ wide: 0, high: 0 })
  const measure = (): void => {
    if (field.value) room.value = { wide: field.value.clientWidth / mm(), high: field.value.clientHeight / mm() }
  }
  const resized = new ResizeObserver(measure)
  onMounted(() => {
    if (!field.value) return
    measure() // at once: the observer speaks only with the next frame, and what is touched before it would then move away
    resized.observe(field.value)
  })
  onBeforeUnmount(() => resized.disconnect())
  return room
}
