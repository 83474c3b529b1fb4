import { afterEach, expect, it } from 'vitest'
import { roleName } from './people'
import { say, speakAbove } from './say'

afterEach(() => speakAbove(false))

it('speaks of a station at a station and of the county at the county', () => {
  expect([say('brand'), roleName('station_master'), say('cancel')]).toEqual(['人大代表联络站', '站长', '取消'])
  speakAbove(true)
  expect([say('brand'), roleName('station_master'), roleName('auditor'), say('cancel')]).toEqual(['县人大代表联络平台', '代工委负责人', '安全审计员', '取消'])
  expect(roleName('station_master', '/c/baita')).toBe('站长')
})
