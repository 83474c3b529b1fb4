// Fails when a built page carries more gzipped JavaScript than its budget. Everything the page can ever load is
// counted, not only what its HTML names: a wall that loads late is as heavy as one that loads early. Parts a page fetches
// once its first screen stands have a budget of their own, over all.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { budgets, dist, laterParts, pages } from './pages.mjs'

const assets = `${dist}/assets`

function scriptsNamedIn(text) {
  return [...text.matchAll(/["'`(/]([\w.-]+-[\w-]{8}\.js)["'`)]/g)].map(([, name]) => name)
}

async function reachableFrom(names, without = []) {
  const found = new Set(names)
  for (const name of found) {
    for (const next of scriptsNamedIn(await readFile(join(assets, name), 'utf8'))) {
      if (!without.some((part) => next.startsWith(`${part}-`))) found.add(next)
    }
  }
  return [...found]
}

async function weigh(names) {
  let total = 0
  for (const name of names) total += gzipSync(await readFile(join(assets, name)), { level: 9 }).length
  return total
}

for (const page of pages) {
  const named = scriptsNamedIn(await readFile(join(dist, `${page}.html`), 'utf8'))
  const later = laterParts[page]
  await report(page, budgets[page], await reachableFrom(named, later?.names))
  if (later) await report(`${page} with ${later.names.join(', ')}`, later.budget, await reachableFrom(named))
}

async function report(what, budget, scripts) {
  const total = await weigh(scripts)
  console.log(`${what}: ${total} of ${budget} bytes of gzipped JavaScript in ${scripts.length} files`)
  if (scripts.length === 0 || total > budget) process.exitCode = 1
}
