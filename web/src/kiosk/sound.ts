import { ref } from 'vue'

interface Allowing {
  allowsFeature(name: string): boolean
}

// Known late: the browser looks at the machine's devices first.
const there = ref(false)

/** Whether this terminal has anything to record with, as far as the browser says without asking anybody. */
export function canRecord(): boolean {
  // Chromium still has the page's permissions under their older name.
  const { permissionsPolicy, featurePolicy } = document as Document & { permissionsPolicy?: Allowing; featurePolicy?: Allowing }
  const allowed = (permissionsPolicy ?? featurePolicy)?.allowsFeature('microphone') ?? true
  return there.value && allowed && 'MediaRecorder' in globalThis
}

/** Looks whether a microphone is plugged in. */
export async function lookForMicrophone(): Promise<void> {
  if (!('mediaDevices' in navigator)) return
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  there.value = devices.some(({ kind }) => kind === 'audioinput')
}
