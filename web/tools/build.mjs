// Builds every page into the Go package that carries it and puts .gz and .br beside each asset, so that the server
// never compresses. The old build stays until the new one is whole.
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { dist, pages } from './pages.mjs'

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

await rm(fresh, { recursive: true, force: true })
for (const page of pages) await build({ mode: page, logLevel: 'warn', build: { outDir: fresh } })
await compress(`${fresh}/assets`)
await rm(dist, { recursive: true, force: true })
await rename(fresh, dist)
