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

// Draws what a page shows at first, with the page's own parts.
async function drawStill(page) {
  const outDir = `${fresh}/still`
  await build({ mode: page, logLevel: 'warn', build: { ssr: stills[page], outDir } })
  const drawer = (await readdir(outDir)).find((name) => name.endsWith('js'))
  const { render } = await import(resolve(outDir, drawer))
  await rm(outDir, { recursive: true })
  return render()
}

function replaceOnce(text, pattern, by) {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in the page`)
  return text.replace(pattern, () => by)
}

// Writes the first screen and its styles into the HTML: it is painted before anything else is fetched.
async function carryFirstScreen(page) {
  const file = join(fresh, `${page}.html`)
  const html = await readFile(file, 'utf8')
  const link = /<link rel="stylesheet"[^>]*href="\/(assets\/[^"]+\.css)"[^>]*>/
  const sheet = join(fresh, link.exec(html)?.[1] ?? '')
  const styled = replaceOnce(html, link, `<style>${await readFile(sheet, 'utf8')}</style>`)
  await writeFile(file, replaceOnce(styled, /<div id="app"><\/div>/, `<div id="app">${await drawStill(page)}</div>`))
  await rm(sheet)
}

await rm(fresh, { recursive: true, force: true })
for (const page of pages) await build({ mode: page, logLevel: 'warn', build: { outDir: fresh } })
for (const page of Object.keys(stills)) await carryFirstScreen(page)
await compress(`${fresh}/assets`)
await rm(dist, { recursive: true, force: true })
await rename(fresh, dist)
