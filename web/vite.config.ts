import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The mode is the page to build; tools/build.mjs goes through them one by one.
export default defineConfig(({ mode, command }) => ({
  plugins: [vue({ features: { optionsAPI: false } })],
  publicDir: false,
  build: {
    // Go embeds only what lies below the package that carries it.
    outDir: 'pages/dist',
    target: 'es2022',
    emptyOutDir: false,
    // One sheet of styles is written into the HTML, and lazy parts need nothing fetched ahead of them.
    cssCodeSplit: false,
    modulePreload: false,
    // Inlined files would need data: addresses in script and style, which the pages' policy forbids.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What a page may weigh is said and checked in tools/.
    chunkSizeWarningLimit: 2_000,
    // On a busy box every build is slow; saying so in each one helps nobody.
    rolldownOptions: { checks: { pluginTimings: false }, ...(command === 'build' && { input: `${mode}.html` }) },
  },
  test: {
    // A page of pretence takes two seconds to open: only the files that touch one ask for it, in their first line.
    environment: 'node',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000, // a busy box is no failure; what never comes still ends
  },
}))
