import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

/** Seconds a voice note may last. */
export const MOST_SECONDS = 60

const BEAT_MS = 100
const SILENCE = 128 // of an unsigned sample
const LOUD = 90

/** A voice note in the making. */
export interface Recorder {
  phase: Ref<'idle' | 'recording' | 'done' | 'refused'>
  seconds: Ref<number>
  level: Ref<number> // 0 to 1
  playing: Ref<boolean>
  sound: ShallowRef<Blob | null>
  start(): Promise<void>
  stop(): Promise<void>
  play(): void
  clear(): void
}

/** Records with the terminal's microphone. Everything of it is let go when the page goes: microphone, sound, address. */
export function useRecorder(): Recorder {
  const phase = ref<Recorder['phase']['value']>('idle')
  const seconds = ref(0)
  const level = ref(0)
  const sound = shallowRef<Blob | null>(null)
  const player = usePlayer(sound)
  let taking: Taking | undefined
  let gone = false

  function hear(height: number, time: number): void {
    level.value = height
    seconds.value = Math.floor(time)
    if (time >= MOST_SECONDS) void stop()
  }

  async function start(): Promise<void> {
    clear()
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      if (gone) return stream.getTracks().forEach((track) => track.stop())
      taking = take(stream, hear)
      phase.value = 'recording'
    } catch {
      phase.value = 'refused'
    }
  }

  async function stop(): Promise<void> {
    const whole = taking?.end()
    taking = undefined
    if (!whole) return
    seconds.value = Math.max(1, seconds.value)
    sound.value = await whole
    if (phase.value === 'recording') phase.value = 'done'
  }

  function clear(): void {
    player.hush()
    void taking?.end()
    taking = undefined
    phase.value = 'idle'
    sound.value = null
    seconds.value = level.value = 0
  }

  onScopeDispose(() => {
    gone = true
    clear()
  })
  return { phase, seconds, level, playing: player.playing, sound, start, stop, play: player.play, clear }
}

/** A recording under way; its end lets the microphone go and answers the sound. */
interface Taking {
  end(): Promise<Blob>
}

function take(stream: MediaStream, heard: (level: number, seconds: number) => void): Taking {
  const parts: Blob[] = []
  const recorder = new MediaRecorder(stream)
  const quiet = listen(stream, heard)
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise<Blob>((resolve) => {
    recorder.onstop = () => resolve(new Blob(parts, { type: recorder.mimeType.split(';')[0] ?? '' }))
  })
  recorder.start()
  return {
    end: () => {
      quiet()
      recorder.stop()
      stream.getTracks().forEach((track) => track.stop())
      return ended
    },
  }
}

/** Tells how loud it is, 0 to 1, and how many seconds passed; the function returned ends it. */
function listen(stream: MediaStream, heard: (level: number, seconds: number) => void): () => void {
  const context = new AudioContext()
  const meter = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(meter)
  const wave = new Uint8Array(meter.fftSize)
  const began = performance.now()
  const timer = setInterval(() => {
    meter.getByteTimeDomainData(wave)
    const height = Math.max(...wave.map((sample) => Math.abs(sample - SILENCE)))
    heard(Math.min(1, height / LOUD), (performance.now() - began) / 1000)
  }, BEAT_MS)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

function usePlayer(sound: ShallowRef<Blob | null>): { playing: Ref<boolean>; play(): void; hush(): void } {
  const playing = ref(false)
  let player: HTMLAudioElement | undefined

  function hush(): void {
    player?.pause()
    if (player) URL.revokeObjectURL(player.src)
    player = undefined
    playing.value = false
  }

  function play(): void {
    if (playing.value || !sound.value) return hush()
    player = new Audio(URL.createObjectURL(sound.value))
    player.onended = hush
    playing.value = true
    player.play().catch(hush)
  }
  return { playing, play, hush }
}
