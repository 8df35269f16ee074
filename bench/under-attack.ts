import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { book, createBenchSpec } from './bench-spec.ts'
import { casesOf } from './cases.ts'
import { describeMachine } from './describe-machine.ts'
import { type PacedOutcome, sendPaced } from './paced-load.ts'
import { percentile } from './percentile.ts'
import { loadCore, manyCores, pinned } from './pinned.ts'
import { measureTree } from './process-tree.ts'
import { type BenchServer, runServer } from './run-server.ts'
import { figure, table } from './table.ts'

/**
 * What other clients notice of an attack, and what it costs the server: a mock server gets requests at an even pace, by
 * turns in peace and while a hostile client is at work; so does a bare `node:http`, which is the limit.
 * `node bench/under-attack.ts --seconds 10 --attempts-per-second 1000 --workers 1`. Ends with 1 when a p99 of the mock
 * under attack is ten times that of the peace before it or more, or it answered a request wrongly.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    'per-second': { type: 'string', default: '200' },
    'attempts-per-second': { type: 'string', default: '1000' },
    workers: { type: 'string', default: '1' },
    cli: { type: 'string', default: join(import.meta.dirname, '..', 'out', 'cli', 'mockloop.js') },
  },
})
const seconds = Number(values.seconds)
const perSecond = Number(values['per-second'])
const allowedRatio = 10
const attacks = [
  'abandoned connections',
  'slow bodies',
  'bodies over the limit',
  'floods of headers',
  'malformed HTTP',
  'connections held open',
]

interface Watched extends PacedOutcome {
  /** Of all processes of the server, in milliseconds; null where it cannot be measured. */
  cpuMs: number | null
}

interface Round {
  attack: string
  server: string
  attempts: number
  idle: Watched
  attacked: Watched
}

const workFolder = await mkdtemp(join(tmpdir(), 'mockloop-attack-'))
try {
  const [mock, bare] = await prepareServers()
  const rounds: Round[] = []
  for (const attack of attacks) {
    for (const server of [mock, bare]) rounds.push(await measureAttack(attack, server))
  }
  report(rounds, mock.name)
} finally {
  await rm(workFolder, { recursive: true, force: true })
}

async function prepareServers(): Promise<[mock: BenchServer, bare: BenchServer]> {
  const specFile = join(workFolder, 'spec.json')
  await writeFile(specFile, JSON.stringify(createBenchSpec(2)))
  const { workers } = values
  const args = [resolve(values.cli), 'mock', specFile, '--quiet', '--port', '0']
  const mock: BenchServer =
    workers === '1'
      ? { name: 'mockloop mock', args }
      : {
          name: `mockloop mock --workers ${workers}`,
          args: [...args, '--workers', workers],
          cores: manyCores,
        }
  const answersFile = join(workFolder, 'answers.json')
  const answers = casesOf(0).map(({ method, path, status }) => ({
    method,
    path,
    status,
    body: book,
  }))
  await writeFile(answersFile, JSON.stringify(answers))
  const bare = join(import.meta.dirname, 'servers', 'node-http.js')
  return [mock, { name: 'bare node:http', args: [bare, answersFile] }]
}

/** A server of its own for each attack: what one leaves behind is not the next one's cost. */
async function measureAttack(attack: string, server: BenchServer): Promise<Round> {
  const { pid, baseUrl, stop } = await runServer(server)
  try {
    await askOthers(pid, baseUrl)
    const idle = await askOthers(pid, baseUrl)
    const [command, ...args] = pinned(loadCore, [
      process.execPath,
      join(import.meta.dirname, 'attack.ts'),
      ...[attack, baseUrl, values['attempts-per-second']],
    ])
    const attacker = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const end = () => attacker.kill('SIGTERM')
    process.once('exit', end)
    const attempts = text(attacker.stdout)
    const exited = once(attacker, 'exit').finally(() => process.off('exit', end))
    const attacked = await askOthers(pid, baseUrl)
    end()
    await exited
    return { attack, server: server.name, attempts: Number(await attempts), idle, attacked }
  } finally {
    await stop()
  }
}

/** What a client that means well gets. */
async function askOthers(pid: number, baseUrl: string): Promise<Watched> {
  const requests = casesOf(0).map(({ method, path, status, body }) => ({
    method,
    path,
    status,
    ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
  }))
  const before = measureTree(pid)?.cpuSeconds
  const outcome = await sendPaced({ baseUrl, requests, perSecond, seconds })
  const after = measureTree(pid)?.cpuSeconds
  const cpuMs = before === undefined || after === undefined ? null : (after - before) * 1000
  return { ...outcome, cpuMs }
}

function report(rounds: readonly Round[], mock: string): void {
  const { node, cores, pinning } = describeMachine()
  console.log(`Node ${node}, ${cores} cores, ${pinning}.\n`)
  const p99 = ({ milliseconds }: PacedOutcome) => percentile(milliseconds, 0.99) ?? Number.NaN
  const ratioOf = ({ idle, attacked }: Round) => p99(attacked) / p99(idle)
  console.log(
    table(
      [
        ...['attack', 'server', 'attempts', 'answered'],
        ...['p99 ms in peace', 'p99 ms under attack', 'ratio', 'CPU ms per attempt'],
      ],
      rounds.map((round) => [
        ...[round.attack, round.server, figure(round.attempts), figure(round.attacked.answered)],
        figure(p99(round.idle), 2),
        figure(p99(round.attacked), 2),
        figure(ratioOf(round), 1),
        figure(costOf(round), 3),
      ]),
    ),
  )
  const ours = rounds.filter(({ server }) => server === mock)
  const failures = ours.flatMap(({ attack, idle, attacked }) => [
    ...[...idle.failures].map(([failure, times]) => `before ${attack}: ${times} × ${failure}`),
    ...[...attacked.failures].map(([failure, times]) => `${attack}: ${times} × ${failure}`),
  ])
  // An attack that was not made says nothing.
  const held = ours.every((round) => round.attempts > 0 && ratioOf(round) < allowedRatio)
  for (const failure of failures) console.log(failure)
  const verdict = held ? 'Every p99 stays' : 'Not every p99 stays'
  console.log(`\n${verdict} below ${allowedRatio} × that of the peace before it.`)
  process.exitCode = held && failures.length === 0 ? 0 : 1
}

/** What an attempt takes beyond what the others need. */
function costOf({ attempts, idle, attacked }: Round): number | null {
  return idle.cpuMs === null || attacked.cpuMs === null
    ? null
    : (attacked.cpuMs - idle.cpuMs) / attempts
}
