import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import Still from './pages/Still.vue'

/** Draws the first screen as HTML, for the build to write into the page. */
export function render(): Promise<string> {
  return renderToString(createSSRApp(Still))
}
