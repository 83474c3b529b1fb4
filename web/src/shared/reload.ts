const YOUNG_MS = 60_000
const AGAIN_MS = 10_000

/** Milliseconds a page of this age waits before it may reload: two builds that disagree must not spin it. */
export function reloadWait(age: number): number {
  return Math.max(0, YOUNG_MS - age)
}

/**
 * Reloads the page after some milliseconds, but only once the server hands the page out again: a reload against a closed
 * door would leave the browser's own error page on the screen. `mayNow` is asked last, and again every ten seconds.
 */
export async function reloadWhenServed(
  mayNow: () => boolean = () => true,
  wait: number = reloadWait(performance.now()),
): Promise<void> {
  await pause(wait)
  for (;;) {
    if (mayNow() && (await isServed()) && mayNow()) return location.reload()
    await pause(AGAIN_MS)
  }
}

async function isServed(): Promise<boolean> {
  try {
    const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(AGAIN_MS) })
    return answer.ok
  } catch {
    return false
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
