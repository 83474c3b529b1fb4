import { describe, expect, it } from 'vitest'
import { topicText, TOPICS, typesOf, whyText } from './hook'

describe('a system that is told', () => {
  it.each([
    ['503 Service Unavailable', '那边回答 503'], ['Post "http://10.0.0.9/x": dial tcp 10.0.0.9:80: connect: connection refused', '那边没有开机或没有程序在听'],
    ['Post "http://nowhere/": dial tcp: lookup nowhere: no such host', '网址里的主机找不到'], ['Post "http://10.0.0.9/": context deadline exceeded', '等了十秒没有回答'],
    ['Post "https://10.0.0.9/": tls: failed to verify certificate', '连不上'],
  ])('says why %s', (error, words) => expect(whyText(error)).toBe(words))

  it('names its topic, and types of its own as they are', () => {
    expect(TOPICS.map((topic) => topicText(typesOf(topic)))).toEqual(['事项和公开资料', '只要事项的进展', '只要公开资料的变动'])
    expect(topicText(undefined)).toBe('事项和公开资料')
    expect(topicText(['cn.lianzhan.matter.closed'])).toBe('cn.lianzhan.matter.closed')
  })
})
