/** Reads the data the server wrote into the page, or null where the page was served without any. */
export function readFirst<T>(root: Document = document): T | null {
  const block = root.getElementById('first')
  if (!block?.textContent) return null
  try {
    return JSON.parse(block.textContent) as T
  } catch {
    return null
  }
}
