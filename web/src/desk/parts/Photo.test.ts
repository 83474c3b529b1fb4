// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import Photo from './Photo.vue'

test('a picture that is still on its way is shown small and said to be; one that is nowhere is said to be, too', async () => {
  const photo = mount(Photo, { props: { hash: 'ab', alt: '路灯' } })
  expect(photo.get('img').attributes('src')).toBe('/api/v1/desk/files/ab')
  expect(photo.find('figcaption').exists()).toBe(false)
  await photo.get('img').trigger('error')
  expect(photo.get('img').attributes('src')).toBe('/api/v1/desk/files/ab?size=small')
  expect(photo.get('figcaption').text()).toBe('小图，原图在路上')
  expect(photo.emitted('lacks')).toEqual([['small']])
  await photo.get('img').trigger('error')
  expect(photo.find('img').exists()).toBe(false)
  expect(photo.text()).toBe('照片还没送到')
  expect(photo.emitted('lacks')).toEqual([['small'], ['none']])
})
