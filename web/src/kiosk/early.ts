function words(button: Element | null | undefined): string {
  return (button?.querySelector('.label') ?? button)?.textContent?.trim() ?? ''
}

/**
 * Remembers the button touched last on the still first screen. The function returned touches its living double, once the
 * program has taken over: nobody has to touch twice because a box is slow.
 */
export function rememberTouch(): () => void {
  let touched = ''
  const note = (event: Event): void => {
    const target = event.target instanceof Element ? event.target.closest('button') : null
    touched = words(target) || touched
  }
  addEventListener('click', note)
  return () => {
    removeEventListener('click', note)
    if (touched === '') return
    for (const button of document.querySelectorAll('button')) {
      if (words(button) === touched) {
        button.click()
        return
      }
    }
  }
}
