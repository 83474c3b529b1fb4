/** Whether this terminal has anything to record with, as far as the browser says without asking anybody. */
export function canRecord(): boolean {
  const policy = (document as Document & { permissionsPolicy?: { allowsFeature(name: string): boolean } }).permissionsPolicy
  return (policy?.allowsFeature('microphone') ?? true) && 'mediaDevices' in navigator && 'MediaRecorder' in globalThis && heard
}

let heard = false

/** Looks once whether a microphone is plugged in. */
export async function lookForMicrophone(): Promise<void> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => [])
  heard = devices?.some(({ kind }) => kind === 'audioinput') ?? false
}
