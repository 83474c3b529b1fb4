import { describe, expect, it } from 'vitest'
import { dayLine } from './bar'
import { hour, momentOf, monthDay, weekday, weekdayOf } from './clock'
import { badge, UNSURE_AFTER } from './contact'
import { fit, orbit } from './fit'
import { setName } from './names'
import { columns } from './page/projects'
import { faceWidth, span } from './page/reception'
import { letterOf } from './page/tier'
import { moduleFor, modules, side } from './qr'

describe('the stage', () => {
  it.each([
    ['the same size', [1920, 1080], [1920, 1080], { scale: 1, x: 0, y: 0 }],
    ['a little smaller', [1920, 1080], [1800, 1012], { scale: 1012 / 1080, x: 0, y: 0 }],
    ['an LED wall in the corner of its sender', [1280, 640], [1920, 1080], { scale: 1, x: 0, y: 0 }],
    ['too small a screen', [1920, 1080], [960, 1080], { scale: 0.5, x: 0, y: 270 }],
  ])('fits %s', (_, [width = 0, height = 0], [w = 0, h = 0], want) => {
    expect(fit({ width, height }, { width: w, height: h })).toEqual(want)
  })

  it('moves 2 to 4 pixels at a time and comes back', () => {
    const path = Array.from({ length: 7 }, (_, i) => orbit(5 * i))
    expect(path[6]).toEqual(path[0])
    for (const [i, at] of path.slice(1).entries()) {
      const from = path[i] ?? { x: 0, y: 0 }
      expect(Math.hypot(at.x - from.x, at.y - from.y)).toBe(3)
      expect(Math.abs(at.x)).toBeLessThanOrEqual(4)
      expect(at.y).toBeLessThanOrEqual(0)
    }
    expect(orbit(4.9)).toEqual(orbit(0))
  })
})

describe('the line to the server', () => {
  const since = (): string => '11月18日09:30'
  it.each([
    ['up', true, UNSURE_AFTER * 2, ''],
    ['lost just now', false, UNSURE_AFTER - 1, ''],
    ['lost for ten minutes', false, UNSURE_AFTER, '离线 内容截至11月18日09:30'],
  ])('when it is %s', (_, up, now, want) => {
    expect(badge(up, 0, now, since)).toBe(want)
  })
})

describe('the clock', () => {
  it('speaks the station’s time', () => {
    expect(momentOf(new Date('2026-11-17T16:05:00Z'))).toEqual({ day: '2026-11-18', time: '00:05' })
    expect([monthDay('2026-01-09'), weekday(7), weekdayOf('2026-11-22')]).toEqual(['1月9日', '星期日', 7])
    expect(['09:05', '12:30', '14:00', '19:30'].map(hour)).toEqual(['上午9:05', '中午12:30', '下午2:00', '晚上7:30'])
    expect([span('08:30', '10:30'), span('09:00', '14:00')]).toEqual(['上午8:30—10:30', '上午9:00—下午2:00'])
  })

  it('leaves the lunar day out when it is not that of today, and says when it is not believed', () => {
    const board = { date: '2026-11-18', lunar: '十月初十', trust: 'rtc' } as const
    expect(dayLine(board, '2026-11-18')).toBe('11月18日 星期三 农历十月初十')
    expect(dayLine(board, '2026-11-19')).toBe('11月19日 星期四')
    expect(dayLine({ ...board, trust: 'untrusted' }, '2026-11-18')).toBe('时间未校准')
  })
})

describe('names', () => {
  it.each([
    ['丁东', 108, 28, { size: 28, lines: ['丁东'] }],
    ['欧阳问渠', 105, 28, { size: 26, lines: ['欧阳问渠'] }],
    ['买买提·阿布都', 105, 28, { size: 24, lines: ['买买提·', '阿布都'] }],
    ['古丽巴哈尔', 105, 28, { size: 24, lines: ['古丽巴', '哈尔'] }],
    ['吴立新', 60, 28, { size: 20, lines: ['吴立新'] }],
  ])('sets %s in %i px', (name, width, size, want) => {
    expect(setName(name, width, size)).toEqual(want)
  })

  it('marks tiers with one character', () => {
    expect(['全国人大代表', '镇人大代表', ''].map(letterOf)).toEqual(['国', '镇', ''])
  })
})

describe('codes', () => {
  it('reads bits row by row', () => {
    const code = { size: 3, bits: btoa(String.fromCharCode(0b10110000, 0b10000000)) }
    expect(modules(code)).toEqual([true, false, true, true, false, false, false, false, true])
    expect([side(code), moduleFor(code, 47), moduleFor(code, 5)]).toEqual([11, 4, 1])
  })
})

describe('tables', () => {
  const item = {
    ...{ id: 'p', number: 1, name: '中心小学门前道路改造', unit: '镇交通办', due: '8月31日' },
    ...{ progress: 40, status: '', overdue: false },
  }
  it('grow with the screen and drop what a narrow one cannot hold', () => {
    expect(columns([item], 1920, 160)).toMatchObject({ wide: true, size: 53 })
    expect(columns([item], 960, 68)).toMatchObject({ wide: false, size: 32 })
  })

  it('show up to four faces in a row', () => {
    expect(faceWidth({ width: 1920, height: 1080 }, 1, 1)).toBe(302)
    expect(faceWidth({ width: 1920, height: 1080 }, 3, 8)).toBe(101)
    expect(faceWidth({ width: 1080, height: 1920 }, 1, 4)).toBe(221)
  })
})
