import { expect, test } from 'vitest'
import { pathOf, stepOf, useTrail } from './trail'

test.each([
  ['/kiosk', 'home', []],
  ['/kiosk/', 'home', []],
  ['/kiosk/attract', 'attract', []],
  ['/kiosk/deputy/d1', 'deputy', ['d1']],
  ['/kiosk/faces/village/%E7%9F%B3%E6%A1%A5%E6%9D%91', 'faces', ['village', '石桥村']],
  ['/kiosk/nowhere/x', 'home', []],
  ['/kiosk/deputy/%zz', 'deputy', ['']],
])('%s is %s %j', (path, page, keys) => {
  expect(stepOf(path)).toEqual({ page, keys })
})

test('every step survives its own address', () => {
  const step = { page: 'faces' as const, keys: ['area', '第 3/4 选区'] }
  expect(stepOf(pathOf(step))).toEqual(step)
})

test('a visit: there, deeper, back to the same leaf, and away without a trace', () => {
  const seen: string[] = []
  const trail = useTrail({ page: 'home', keys: [] }, (path) => seen.push(path))
  trail.go('deputies')
  trail.here.value.leaf = 3
  trail.here.value.typed = 'wlx'
  trail.go('deputy', 'd7')
  expect(trail.here.value).toMatchObject({ page: 'deputy', keys: ['d7'], leaf: 0, typed: '' })
  trail.back()
  expect(trail.here.value).toMatchObject({ page: 'deputies', leaf: 3, typed: 'wlx' })
  trail.reset()
  expect(trail.depth.value).toBe(1)
  trail.back()
  trail.go('deputies')
  expect(trail.here.value).toMatchObject({ leaf: 0, typed: '' })
  expect(seen).toEqual(
    ['/kiosk/deputies', '/kiosk/deputy/d7', '/kiosk/deputies', '/kiosk/attract', '/kiosk', '/kiosk/deputies'])
})

test('back at the start leads home', () => {
  const trail = useTrail({ page: 'station', keys: [] }, () => undefined)
  trail.back()
  expect(trail.here.value.page).toBe('home')
})
