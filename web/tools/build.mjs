// Builds every page into the Go package that carries it and puts .gz and .br beside each asset, so that the server
// never compresses. The old build stays until the new one is whole.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { dist, pages, stills } from './pages.mjs'

const worthCompressing = /\.(js|css|svg|json)$/
const fresh = `${dist}.new`

async function compress(folder) {
  for (const name of await readdir(folder)) {
    if (!worthCompressing.test(name)) continue
    const file = join(folder, name)
    const bytes = await readFile(file)
    await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
    await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, quality))
  }
}

// Writes what a page shows at first into its HTML, drawn by the page's own parts.
async function drawStill(page) {
  const outDir = `${fresh}/still`
  await build({ mode: page, logLevel: 'warn', build: { ssr: stills[page], outDir } })
  const [drawer] = await readdir(outDir)
  const { render } = await import(resolve(outDir, drawer))
  await rm(outDir, { recursive: true })
  const file = join(fresh, `${page}.html`)
  const html = await readFile(file, 'utf8')
  const app = '<div id="app"></div>'
  if (!html.includes(app)) throw new Error(`${file} has no place for the first screen`)
  await writeFile(file, html.replace(app, `<div id="app">${await render()}</div>`))
}

await rm(fresh, { recursive: true, force: true })
for (const page of pages) await build({ mode: page, logLevel: 'warn', build: { outDir: fresh } })
for (const page of Object.keys(stills)) await drawStill(page)
await compress(`${fresh}/assets`)
await rm(dist, { recursive: true, force: true })
await rename(fresh, dist)
