import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { LogFilter } from '#contract/log-query.ts'
import { openRequestLog } from '#engine/request-log/request-log.ts'
import { trafficEntry } from './log-entries.ts'
import { figure, table } from './table.ts'

/**
 * Measures the request log with very many entries: how fast they are taken in, and how long the first page
 * of each kind of filter takes. `node bench/log-store.ts --entries 1000000 --rounds 5`.
 */

const questions: [string, LogFilter][] = [
  ['no filter', {}],
  ['server', { serverId: 's2' }],
  ['method, common', { method: 'GET' }],
  ['method, rare', { method: 'DELETE' }],
  ['operation', { operationId: 'replaceBook' }],
  ['status class', { statusClass: '5' }],
  ['all but text', { serverId: 's1', method: 'GET', operationId: 'getBook', statusClass: '4' }],
  ['nothing matches', { method: 'TRACE' }],
  ['text in every entry', { text: 'o' }],
  ['text in most', { text: 'books' }],
  ['text in few', { text: '/299999' }],
  ['text of two letters', { text: '77' }],
  ['text in none', { text: 'no such thing' }],
  ['text in an operation', { text: 'replacebook' }],
  ['text, server and status', { text: 'sort=title', serverId: 's3', statusClass: '4' }],
]

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
  },
})
const entryCount = Number(values.entries)
const rounds = Number(values.rounds)
const now = Date.now()

interface Cost {
  wallMs: number
  cpuMs: number
}

async function measure(work: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000 }
}

/** The least of several: what others do on the machine only adds. Nothing is remembered from one to the next. */
async function best(work: () => Promise<unknown>): Promise<Cost> {
  const costs: Cost[] = []
  for (let round = 0; round < rounds; round += 1) {
    await log.clear('nobody')
    costs.push(await measure(work))
  }
  return {
    wallMs: Math.min(...costs.map(({ wallMs }) => wallMs)),
    cpuMs: Math.min(...costs.map(({ cpuMs }) => cpuMs)),
  }
}

async function fill() {
  const batch = 250
  for (let n = 0; n < entryCount; n += batch * 4) {
    const appended = ['s1', 's2', 's3', 's4'].map((serverId, server) => {
      const first = n + server * batch
      const length = Math.max(0, Math.min(batch, entryCount - first))
      return log.append(
        serverId,
        // The last one is of now, and they come every three milliseconds.
        Array.from({ length }, (_, index) =>
          trafficEntry(first + index, now - (entryCount - first - index) * 3),
        ),
      )
    })
    await Promise.all(appended)
  }
  await log.count()
}

const folder = await mkdtemp(join(tmpdir(), 'mockloop-log-'))
const open = () =>
  openRequestLog({
    folder,
    workerPath: join(import.meta.dirname, '../src-main/engine/storage/sqljs/sqljs-worker.ts'),
    retention: { maxEntries: 2 * entryCount, maxAgeHours: 24 * 365 },
    onTrouble: (message) => console.error(message),
    now: () => now,
  })
const rss = () => `${Math.round(process.memoryUsage.rss() / 1_048_576)} MiB`
let log = await open()
try {
  const filled = await measure(fill)
  console.log(
    `${entryCount} entries taken in: ${Math.round((entryCount / filled.wallMs) * 1000)} a second, ` +
      `${((filled.cpuMs * 1000) / entryCount).toFixed(1)} µs CPU each, RSS ${rss()}`,
  )
  const rows: (string | null)[][] = []
  const add = (name: string, { wallMs, cpuMs }: Cost, found: number | null) =>
    rows.push([name, figure(wallMs, 1), figure(cpuMs, 1), figure(found)])
  for (const [name, filter] of questions) {
    let total = 0
    const cost = await best(async () => {
      total = (await log.page(filter, { limit: 200 })).total
    })
    add(name, cost, total)
  }
  for (const windowSeconds of [60, 3600, 86_400]) {
    let requests = 0
    const cost = await best(async () => {
      requests = (await log.analyse({ windowSeconds })).requests
    })
    add(`analytics of ${windowSeconds} s`, cost, requests)
  }
  const closed = await measure(() => log.close())
  const opened = await measure(async () => {
    log = await open()
  })
  add('close, with snapshot', closed, null)
  add('open again', opened, await log.count())
  console.log(table(['first page of 200', 'wall ms', 'CPU ms', 'matches'], rows))
  console.log(`RSS at the end: ${rss()}`)
  await log.close()
} finally {
  await rm(folder, { recursive: true, force: true })
}
