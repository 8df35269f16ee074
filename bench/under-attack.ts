import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createBenchSpec } from './bench-spec.ts'
import { casesOf } from './cases.ts'
import { describeMachine } from './describe-machine.ts'
import { type PacedOutcome, sendPaced } from './paced-load.ts'
import { percentile } from './percentile.ts'
import { loadCore, pinned } from './pinned.ts'
import { runServer } from './run-server.ts'
import { figure, table } from './table.ts'

/**
 * What other clients notice of an attack: a mock server gets requests at an even pace, by turns in peace and while a
 * hostile client is at work. `node bench/under-attack.ts --seconds 10 --attempts-per-second 1000`. Ends with 1 when a
 * p99 under attack is ten times that of the peace before it or more, or a request was answered wrongly.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    'per-second': { type: 'string', default: '200' },
    'attempts-per-second': { type: 'string', default: '1000' },
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
]

interface Round {
  attack: string
  attempts: number
  idle: PacedOutcome
  attacked: PacedOutcome
}

const workFolder = await mkdtemp(join(tmpdir(), 'mockloop-attack-'))
try {
  const specFile = join(workFolder, 'spec.json')
  await writeFile(specFile, JSON.stringify(createBenchSpec(2)))
  const args = [resolve(values.cli), 'mock', specFile, '--quiet', '--port', '0']
  const server = await runServer({ name: 'mockloop mock', args })
  try {
    await askOthers(server.baseUrl)
    const rounds: Round[] = []
    for (const attack of attacks) rounds.push(await measureAttack(attack, server.baseUrl))
    report(rounds)
  } finally {
    await server.stop()
  }
} finally {
  await rm(workFolder, { recursive: true, force: true })
}

/** What a client that means well gets. */
function askOthers(baseUrl: string): Promise<PacedOutcome> {
  const requests = casesOf(0).map(({ method, path, status, body }) => ({
    ...{ method, path, status },
    ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
  }))
  return sendPaced({ baseUrl, requests, perSecond, seconds })
}

async function measureAttack(attack: string, baseUrl: string): Promise<Round> {
  const idle = await askOthers(baseUrl)
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
  const attacked = await askOthers(baseUrl)
  end()
  await exited
  return { attack, attempts: Number(await attempts), idle, attacked }
}

function report(rounds: readonly Round[]): void {
  const { node, cores, pinning } = describeMachine()
  console.log(`Node ${node}, ${cores} cores, ${pinning}.\n`)
  const p99 = ({ milliseconds }: PacedOutcome) => percentile(milliseconds, 0.99) ?? Number.NaN
  const ratioOf = ({ idle, attacked }: Round) => p99(attacked) / p99(idle)
  console.log(
    table(
      ['attack', 'attempts', 'answered', 'p99 ms in peace', 'p99 ms under attack', 'ratio'],
      rounds.map((round) => [
        round.attack,
        figure(round.attempts),
        figure(round.attacked.answered),
        figure(p99(round.idle), 2),
        figure(p99(round.attacked), 2),
        figure(ratioOf(round), 1),
      ]),
    ),
  )
  const failures = rounds.flatMap(({ attack, idle, attacked }) => [
    ...[...idle.failures].map(([failure, times]) => `before ${attack}: ${times} × ${failure}`),
    ...[...attacked.failures].map(([failure, times]) => `${attack}: ${times} × ${failure}`),
  ])
  // An attack that was not made says nothing.
  const held = rounds.every((round) => round.attempts > 0 && ratioOf(round) < allowedRatio)
  for (const failure of failures) console.log(failure)
  const verdict = held ? 'Every p99 stays' : 'Not every p99 stays'
  console.log(`\n${verdict} below ${allowedRatio} × that of the peace before it.`)
  process.exitCode = held && failures.length === 0 ? 0 : 1
}
