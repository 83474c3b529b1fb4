// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { rememberTouch } from './early'

afterEach(() => { document.body.innerHTML = '' })

const still = '<button><i></i><span class="label">找代表</span><span>98 位</span></button><button>大字</button>'

test('a touch on the still screen reaches its living double', () => {
  document.body.innerHTML = still
  const replay = rememberTouch()
  document.querySelector('i')?.click()
  document.body.innerHTML = still
  const heard = vi.fn()
  document.querySelector('button')?.addEventListener('click', heard)
  replay()
  expect(heard).toHaveBeenCalledOnce()
})

test('no touch, a touch beside the buttons and a button that went away do nothing', () => {
  document.body.innerHTML = `${still}<p>字</p>`
  const heard = vi.fn()
  document.body.addEventListener('click', heard)
  rememberTouch()()
  const replay = rememberTouch()
  document.querySelector('p')?.click()
  document.querySelectorAll('button')[1]?.click()
  heard.mockClear()
  document.body.innerHTML = '<button>小字</button>'
  replay()
  expect(heard).not.toHaveBeenCalled()
})
