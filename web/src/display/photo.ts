import { el } from './dom'

/** A portrait with the surname behind it, which is what shows while there is no picture. */
export function portrait(url: string, name: string): HTMLElement {
  const frame = el('div', 'photo', el('span', 'surname', [...name][0] ?? ''))
  if (!url) return frame
  const image = el('img', '')
  image.alt = ''
  image.decoding = 'async'
  image.onload = () => image.classList.add('here')
  image.onerror = () => image.classList.add('lost')
  image.src = url
  frame.append(image)
  return frame
}

/** Waits until every picture below an element is decoded or lost, but not longer than the given time. */
export async function pictures(root: HTMLElement, patience: number): Promise<void> {
  const waiting = [...root.querySelectorAll('img')].filter((image) => !image.classList.contains('lost'))
  if (waiting.length === 0) return
  const decoded = Promise.allSettled(waiting.map((image) => image.decode()))
  await Promise.race([decoded, new Promise((resolve) => setTimeout(resolve, patience))])
}

/** Asks again for the pictures that were lost while the server was away. */
export function recall(root: HTMLElement): void {
  for (const image of root.querySelectorAll<HTMLImageElement>('img.lost')) {
    image.classList.remove('lost')
    const { src } = image
    image.src = src // asks again, even for the same address
  }
}
