// The rival of the stations' lines that speaks HTTP: PouchDB replicating to pouchdb-server, both on LevelDB.
// pouch.mjs MODULES REMOTE DIRECT BODIES: REMOTE is the server over the bench's line, DIRECT without it. Obeys on standard
// input as natsleaf does: "load", "bulk", "one", each answered by a line.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [modules, remote, direct, bodies] = process.argv.slice(2)
const PouchDB = createRequire(`${modules}/`)('pouchdb')
const docs = readFileSync(bodies, 'utf8').split('\n').filter(Boolean).map(line => ({ ...JSON.parse(line), _id: JSON.parse(line).id }))
const here = new PouchDB('edge')
const there = new PouchDB(`${remote}/changes`)
const looked = new PouchDB(`${direct}/changes`)
const batch = 500
let live, number = 0

const since = began => ((performance.now() - began) / 1000).toFixed(6)

const obey = {
  async load() {
    for (let at = 0; at < docs.length; at += 1000) await here.bulkDocs(docs.slice(at, at + 1000))
    return 'loaded'
  },
  async bulk() {
    const began = performance.now()
    const { docs_written: written } = await here.replicate.to(there, { batch_size: batch })
    const took = since(began)
    if (written !== docs.length) throw new Error(`${written} of ${docs.length} arrived`)
    return `bulk ${took} ${took}`
  },
  async one() {
    if (!live) {
      live = here.replicate.to(there, { live: true, retry: true, since: 'now' })
      await new Promise(r => setTimeout(r, 2000))
    }
    const _id = `one-${number++}`
    await here.put({ ...docs[0], _id, _rev: undefined, id: _id })
    const began = performance.now()
    for (;;) {
      try {
        await looked.get(_id)
        return `one ${since(began)}`
      } catch (e) {
        if (e.status !== 404) throw e
      }
      if (performance.now() - began > 60000) throw new Error(`${_id} never arrived`)
    }
  },
}

for await (const line of createInterface({ input: process.stdin })) console.log(await obey[line]())
live?.cancel()
process.exit(0)
