import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createBenchSpec } from './bench-spec.ts'
import { casesOf } from './cases.ts'
import { describeMachine } from './describe-machine.ts'
import { median } from './median.ts'
import { type PacedRequest, sendPaced } from './paced-load.ts'
import { measureTree } from './process-tree.ts'
import { runServer } from './run-server.ts'
import { figure, table } from './table.ts'

/**
 * Whether memory grows under hours of traffic: an engine with its log and one mock server get requests of all kinds at
 * an even pace. `node bench/soak.ts --seconds 600 --per-second 500`. Ends with 1 when memory grew by 5 % or more
 * after the warm-up, or a request was answered wrongly. Needs Linux, for memory is read from /proc.
 *
 * The log keeps fewer entries than the warm-up sends: a log that is still filling up grows by design.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    'per-second': { type: 'string', default: '500' },
    cli: { type: 'string', default: join(import.meta.dirname, '..', 'out', 'cli', 'mockloop.js') },
  },
})
const seconds = Number(values.seconds)
const perSecond = Number(values['per-second'])
const sampleEvery = Math.max(1, seconds / 120)
const warmUp = 0.3
const allowedGrowth = 0.05

interface Sample {
  at: number
  serverMib: number
  engineMib: number
}

const workFolder = await mkdtemp(join(tmpdir(), 'mockloop-soak-'))
try {
  await soak()
} finally {
  await rm(workFolder, { recursive: true, force: true })
}

async function soak(): Promise<void> {
  const specFile = join(workFolder, 'spec.json')
  await writeFile(specFile, JSON.stringify(createBenchSpec(2)))
  const maxEntries = Math.max(100, Math.round(seconds * perSecond * warmUp * 0.5))
  const settings = { retention: { maxEntries } }
  await writeFile(join(workFolder, 'settings.json'), JSON.stringify(settings))
  const args = [resolve(values.cli), '--workspace', workFolder, 'serve', specFile, '--port', '0']
  // `serve` names its own address first, then that of the mock server.
  const engine = await runServer({
    name: 'mockloop serve',
    args,
    ready: /mock server ready at (\S+)/,
  })
  try {
    const serverPid = Number(
      await readFile(`/proc/${engine.pid}/task/${engine.pid}/children`, 'utf8'),
    )
    const samples: Sample[] = []
    const startedAt = performance.now()
    const timer = setInterval(() => {
      const server = measureTree(serverPid)?.residentMib ?? 0
      const tree = measureTree(engine.pid)?.residentMib ?? 0
      const at = (performance.now() - startedAt) / 1000
      samples.push({ at, serverMib: server, engineMib: tree - server })
    }, sampleEvery * 1000)
    const requests = requestsOfAllKinds()
    const outcome = await sendPaced({ baseUrl: engine.baseUrl, requests, perSecond, seconds })
    clearInterval(timer)
    report(samples, outcome, maxEntries)
  } finally {
    await engine.stop()
  }
}

function requestsOfAllKinds(): PacedRequest[] {
  const json = { 'content-type': 'application/json' }
  const plain = casesOf(0).map(({ method, path, status, body }) =>
    body === '' ? { method, path, status } : { method, path, status, body, headers: json },
  )
  const dynamic = plain.map((request) => ({
    ...request,
    headers: { ...request.headers, prefer: 'dynamic=true' },
  }))
  const post = plain.find(({ method }) => method === 'POST')
  const refused = { method: 'POST', path: post?.path ?? '', headers: json, body: '{}', status: 422 }
  return [...plain, ...dynamic, refused, { method: 'GET', path: '/nowhere', status: 404 }]
}

function report(
  samples: readonly Sample[],
  { answered, failures }: { answered: number; failures: Map<string, number> },
  maxEntries: number,
): void {
  const warm = samples.filter(({ at }) => at >= seconds * warmUp)
  const part = Math.ceil(warm.length / 4)
  const growths = (['serverMib', 'engineMib'] as const).map((name) => {
    const first = median(warm.slice(0, part).map((sample) => sample[name])) ?? Number.NaN
    const last = median(warm.slice(-part).map((sample) => sample[name])) ?? Number.NaN
    return { name, first, last, growth: last / first - 1 }
  })
  const { node, cores, pinning } = describeMachine()
  console.log(`Node ${node}, ${cores} cores, ${pinning}.\n`)
  console.log(
    `${figure(answered)} requests in ${seconds} s, ${figure(maxEntries)} entries of the log kept. MiB over time:\n`,
  )
  const shown = samples.filter((_, at) => at % Math.ceil(samples.length / 12) === 0)
  console.log(
    table(
      ['second', 'server', 'engine'],
      shown.map(({ at, serverMib, engineMib }) => [
        figure(at),
        figure(serverMib),
        figure(engineMib),
      ]),
    ),
  )
  for (const { name, first, last, growth } of growths) {
    console.log(
      `${name.replace('Mib', '')}: ${figure(first, 1)} MiB after the warm-up, ${figure(last, 1)} at the end (${figure(growth * 100, 1)} %)`,
    )
  }
  for (const [failure, times] of failures) console.log(`${times} × ${failure}`)
  const grew = growths.some(({ growth }) => !(growth < allowedGrowth))
  process.exitCode = grew || failures.size > 0 ? 1 : 0
}
