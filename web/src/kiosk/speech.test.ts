import { effectScope } from 'vue'
import { expect, test, vi } from 'vitest'
import { breaths, useSpeech, type Speech } from './speech'

test('a text is cut into breaths at its sentences', () => {
  expect(breaths('一句。两句！\n三句')).toEqual(['一句。', '两句！', '三句'])
  expect(breaths('长'.repeat(250)).map((piece) => piece.length)).toEqual([120, 120, 10])
  expect(breaths(' \n ')).toEqual([])
})

function engineWith(voices: { lang: string; localService: boolean }[]): SpeechSynthesis {
  return {
    getVoices: () => voices, cancel: vi.fn(), speak: vi.fn(), addEventListener: vi.fn(), removeEventListener: vi.fn(),
  } as unknown as SpeechSynthesis
}

test.each([
  ['no voice', [], false],
  ['an English voice', [{ lang: 'en-GB', localService: true }], false],
  ['a Chinese voice', [{ lang: 'zh-CN', localService: true }], true],
  ['a Mandarin voice by its other name', [{ lang: 'cmn', localService: true }], true],
  ['a Chinese voice in the cloud', [{ lang: 'zh-CN', localService: false }], false],
])('reading aloud with %s', (_, voices, available) => {
  vi.stubGlobal('SpeechSynthesisUtterance', class { rate = 1; voice = null })
  const engine = engineWith(voices)
  const scope = effectScope()
  const speech = scope.run(() => useSpeech(engine)) as Speech
  expect(speech.available.value).toBe(available)
  speech.toggle('一句。两句。')
  expect(engine.speak).toHaveBeenCalledTimes(available ? 2 : 0)
  expect(speech.reading.value).toBe(available)
  speech.toggle('一句。')
  expect(speech.reading.value).toBe(false)
  scope.stop()
})
