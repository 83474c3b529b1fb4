import { onScopeDispose, ref, type Ref } from 'vue'

/** Reading aloud, where the machine has a Chinese voice of its own. */
export interface Speech {
  available: Ref<boolean>
  reading: Ref<boolean>
  toggle(text: string): void
  stop(): void
}

// Long utterances fall silent half-way in Chromium; a sentence at a time does not.
const MOST_CHARACTERS = 120

/** Cuts a text into pieces a voice can read in one breath. */
export function breaths(text: string): string[] {
  const pieces: string[] = []
  for (const sentence of text.split(/(?<=[。！？；\n])/).map((part) => part.trim()).filter(Boolean)) {
    for (let at = 0; at < sentence.length; at += MOST_CHARACTERS) pieces.push(sentence.slice(at, at + MOST_CHARACTERS))
  }
  return pieces
}

/** Follows the machine's voices and reads with the first Chinese one. A network voice is none: the box stands alone. */
export function useSpeech(engine: SpeechSynthesis | undefined = globalThis.speechSynthesis): Speech {
  const available = ref(false)
  const reading = ref(false)
  let voice: SpeechSynthesisVoice | undefined

  function look(): void {
    voice = engine?.getVoices().find((one) => one.localService && /^(zh|cmn)/i.test(one.lang))
    available.value = voice !== undefined
  }

  function stop(): void {
    engine?.cancel()
    reading.value = false
  }

  function toggle(text: string): void {
    const wasReading = reading.value
    stop()
    if (wasReading || !engine || !voice) return
    const pieces = breaths(text)
    pieces.forEach((piece, index) => {
      const utterance = new SpeechSynthesisUtterance(piece)
      if (voice) utterance.voice = voice
      utterance.rate = 0.9
      if (index === pieces.length - 1) utterance.onend = stop
      engine.speak(utterance)
    })
    reading.value = pieces.length > 0
  }

  look()
  engine?.addEventListener('voiceschanged', look)
  onScopeDispose(() => {
    stop()
    engine?.removeEventListener('voiceschanged', look)
  })
  return { available, reading, toggle, stop }
}
