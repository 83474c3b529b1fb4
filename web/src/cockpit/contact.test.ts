// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import MissingList from './parts/MissingList.vue'
import Top from './parts/Top.vue'
import type { Board, Missing, NodeState } from './wire'

const board = JSON.parse(readFileSync('../county/testdata/cockpit.json', 'utf8')) as Board
const box = (state: NodeState): Missing => ({ id: state, name: state, scope: '/c/x', state })

// A station that never came and an invented town are facts; one that fell silent is an alarm.
it.each([
  [{ of: 0, value: 0 }, [], 0, '还没有站点接入', false], [{ of: 0, value: 0 }, [], 5, '演示站点 5 个', false],
  [{ of: 2, value: 0 }, [box('waiting'), box('waiting')], 5, '还没有站点接入，演示站点 5 个', false],
  [{ of: 2, value: 1 }, [box('waiting')], 0, '1 / 2 个站点有联系', false], [{ of: 2, value: 1 }, [box('silent')], 1, '1 / 2 个站点有联系，演示站点 1 个', true],
  [{ of: 1, value: 0 }, [box('silent')], 0, '0 / 1 个站点有联系', true],
])('says who is in contact: %o', (boxes, missing, demo, words, alarm) => {
  const top = mount(Top, { props: { board: { ...board, boxes, missing, demo }, question: { scope: '', from: '2026-01-01', to: '2026-11-22' }, stale: false } })
  const line = top.findAll('.truth p')[1]
  expect(line?.text()).toBe(words)
  expect(line?.classes('alert')).toBe(alarm)
})

it('names invented towns apart from what may be lacking', () => {
  expect(mount(MissingList, { props: { missing: [], demo: 0 } }).text()).toBe('各站点都有联系')
  expect(mount(MissingList, { props: { missing: [], demo: 5 } }).text()).toBe('另有演示站点 5 个，数据是编的，不连线。')
})
