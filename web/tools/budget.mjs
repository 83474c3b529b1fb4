// Fails when a built page carries more gzipped JavaScript than its budget. Everything the page can ever load is
// counted, not only what its HTML names: a wall that loads late is as heavy as one that loads early.
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { budgets, dist, pages } from './pages.mjs'

const assets = `${dist}/assets`

async function scriptsOf(page) {
  const found = new Set()
  const open = [await readFile(join(dist, `${page}.html`), 'utf8')]
  while (open.length > 0) {
    for (const [, name] of open.pop().matchAll(/["'`(/]([\w.-]+-[\w-]{8}\.js)["'`)]/g)) {
      if (found.has(name)) continue
      found.add(name)
      open.push(await readFile(join(assets, basename(name)), 'utf8'))
    }
  }
  return [...found]
}

for (const page of pages) {
  const scripts = await scriptsOf(page)
  let total = 0
  for (const name of scripts) total += gzipSync(await readFile(join(assets, name)), { level: 9 }).length
  const over = total > budgets[page]
  console.log(`${page}: ${total} of ${budgets[page]} bytes of gzipped JavaScript in ${scripts.length} files`)
  if (over || scripts.length === 0) process.exitCode = 1
}
