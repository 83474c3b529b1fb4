// Fails when a built page carries more gzipped JavaScript than its budget. Everything the page can ever load is
// counted, not only what its HTML names: a wall that loads late is as heavy as one that loads early.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { budgets, dist, pages } from './pages.mjs'

const assets = `${dist}/assets`

function scriptsNamedIn(text) {
  return [...text.matchAll(/["'`(/]([\w.-]+-[\w-]{8}\.js)["'`)]/g)].map(([, name]) => name)
}

async function reachableFrom(names) {
  const found = new Set(names)
  for (const name of found) {
    for (const next of scriptsNamedIn(await readFile(join(assets, name), 'utf8'))) found.add(next)
  }
  return [...found]
}

async function weigh(names) {
  let total = 0
  for (const name of names) total += gzipSync(await readFile(join(assets, name)), { level: 9 }).length
  return total
}

for (const page of pages) {
  const scripts = await reachableFrom(scriptsNamedIn(await readFile(join(dist, `${page}.html`), 'utf8')))
  const total = await weigh(scripts)
  console.log(`${page}: ${total} of ${budgets[page]} bytes of gzipped JavaScript in ${scripts.length} files`)
  if (scripts.length === 0 || total > budgets[page]) process.exitCode = 1
}
