import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { attach, type Client } from '../src-main/cli/connect.ts'
import type { ServerSettings } from '../src-main/contract/server.ts'
import type { SpecSource } from '../src-main/contract/spec-source.ts'
import type { MockApi, Operation } from '../src-main/engine/specs/mock-api.ts'
import { type Message, readCases } from './case-files.ts'
import { createDice } from './fuzz/dice.ts'
import { readSpecCorpus } from './fuzz/spec-corpus.ts'
import { rootFolder, waitForExit } from './hosts/app-host.ts'
import { type ServedWorkspace, serveWorkspace } from './hosts/serve-workspace.ts'

/** The exported project, run by itself, be it with several workers, sends the bytes that the server in the app sends. */

const run = promisify(execFile)
const corpusFolder = join(rootFolder, '..', 'shared', 'specs', 'openapi')
const isCorpusThere = existsSync(corpusFolder)
if (!isCorpusThere) {
  console.warn(
    `SKIPPED: there are no specs in ${corpusFolder}; parity was tested on the cases only.`,
  )
}

const drawnOperations = 500
const operationsOfSpec = 64
// Another one each time; the name of the test tells it.
const seed = 1 + Math.trunc(Math.random() * 1_000_000)

let folder: string
let served: ServedWorkspace
let client: Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mockloop-parity-'))
  served = await serveWorkspace(join(folder, 'workspace'))
  client = await attach(
    JSON.parse(await readFile(join(folder, 'workspace', 'engine.lock'), 'utf8')),
  )
})

afterAll(async () => {
  await served.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Pair {
  /** Port of the server in the app. */
  inApp: number
  /** Port of the exported project. */
  alone: number
  /** Port of the exported project with two workers; null where none was asked for. */
  shared: number | null
  mockApi: MockApi
  stop(): Promise<void>
}

/** Runs an exported project by itself, for no longer than the test. */
async function runAlone(project: string, workers: number) {
  const child = spawn(process.execPath, ['server.js', '--workers', String(workers)], {
    cwd: project,
    env: { ...process.env, MOCKLOOP_PORT: '0', MOCKLOOP_ADMIN_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = waitForExit(child)
  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    await exited
  }
  onTestFinished(stop)
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve(Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]))
    })
    child.once('exit', (code) => reject(new Error(`The project ended with code ${code}.`)))
  })
  return { port, stop }
}

async function startPair(
  source: SpecSource,
  settings: Partial<Omit<ServerSettings, 'name'>>,
  withWorkers = false,
): Promise<Pair> {
  const { server } = await client.specs.import({ source, settings, start: true })
  const project = join(folder, server.id)
  await client.projects.export({ serverId: server.id, as: 'folder', path: project })
  await installPackages(project)
  const [alone, shared] = await Promise.all([
    runAlone(project, 1),
    withWorkers ? runAlone(project, 2) : null,
  ])
  const mockApi = await readFile(join(project, 'spec', 'mock-api.json'), 'utf8')
  return {
    inApp: Number(new URL(server.url ?? '').port),
    alone: alone.port,
    shared: shared?.port ?? null,
    // The generator wrote it.
    mockApi: JSON.parse(mockApi) as MockApi,
    async stop() {
      const removed = client.servers.remove({ serverId: server.id })
      await Promise.all([alone.stop(), shared?.stop(), removed])
    },
  }
}

let installed: { folder: string; dependencies: string } | null = null

/** Installs as a user does, once: all projects name the same packages in the same versions. */
async function installPackages(project: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
  if (installed === null) {
    await run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund'], { cwd: project })
    installed = { folder: join(folder, 'packages'), dependencies: JSON.stringify(dependencies) }
    await mkdir(installed.folder)
    await run('mv', [join(project, 'node_modules'), installed.folder])
  }
  expect(JSON.stringify(dependencies)).toBe(installed.dependencies)
  await symlink(join(installed.folder, 'node_modules'), join(project, 'node_modules'))
}

/** Everything that comes over the connection, with the clock taken out. */
function bytesOf(port: number, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    connect({ port, host: '127.0.0.1' })
      .setEncoding('latin1')
      .on('data', (chunk) => {
        text += chunk
      })
      .once('error', reject)
      .once('close', () => resolve(text.replace(/^Date: .*$/m, 'Date: now')))
      .end(request)
  })
}

function requestBytes({ first, headers, body }: Message): Buffer {
  const sent = Buffer.from(body)
  const lines = headers.map(([name, value]) => `${name}: ${value}`)
  if (sent.length > 0) lines.push(`content-length: ${sent.length}`)
  const head = [`${first} HTTP/1.1`, 'host: localhost', 'connection: close', ...lines]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), sent])
}

async function expectSame({ inApp, alone, shared }: Pair, message: Message): Promise<number> {
  const request = requestBytes(message)
  const others = shared === null ? [alone] : [alone, shared]
  const [one = '', ...same] = await Promise.all(
    [inApp, ...others].map((port) => bytesOf(port, request)),
  )
  expect(one).toMatch(/^HTTP\/1\.1 \d{3} /)
  for (const other of same) {
    if (other !== one) expect({ request: message.first, answer: other }).toEqual({ answer: one })
  }
  return Number(one.slice(9, 12))
}

function settingsOf(flags: string[]): Partial<ServerSettings> {
  const settings: Record<string, unknown> = {}
  flags.forEach((flag, index) => {
    const value = flags[index + 1]
    if (flag.startsWith('--')) {
      settings[flag.slice(2)] = value === undefined || value.startsWith('--') ? true : value
    }
  })
  // The names of these flags are those of the settings; the contract checks them.
  return settings as Partial<ServerSettings>
}

test('over all text-file cases, also by two workers', async () => {
  const cases = await readCases()
  expect(cases.length).toBeGreaterThan(5)
  for (const { spec, flags, exchanges } of cases) {
    const source = { from: 'text', text: spec, fileName: 'spec.yaml' } as const
    const pair = await startPair(source, settingsOf(flags), true)
    for (const { request } of exchanges) await expectSame(pair, request)
    await pair.stop()
  }
}, 480_000)

/** A request for an operation: plausible enough to be answered by many, the same for both sides. */
function messageFor(operation: Operation, dice: ReturnType<typeof createDice>): Message {
  const path = operation.path.replaceAll(/\{[^}]*\}/g, () => String(1 + dice.below(20)))
  const type = operation.requestBody?.content[0]?.contentType
  return {
    first: `${operation.method} ${encodeURI(path).replaceAll('#', '%23')}`,
    headers: [
      ['authorization', 'Bearer token'],
      ...(type ? [['content-type', type] as [string, string]] : []),
      ...(dice.oneIn(3) ? [['prefer', 'dynamic=true'] as [string, string]] : []),
      ...(dice.oneIn(4) ? [['accept', '*/*'] as [string, string]] : []),
    ],
    body: type ? '{}' : '',
  }
}

/** Parts of specs of several files may be broken: what cannot be imported has no two servers to compare. */
function passOverBroken(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'INVALID_SPEC') return null
  throw error
}

test.skipIf(!isCorpusThere)(
  `over ${drawnOperations} operations drawn from real specs with seed ${seed}`,
  async () => {
    const dice = createDice(seed)
    // Those of some size: with the others most of the time would go into starting servers.
    const corpus = readSpecCorpus(1_000_000).filter(
      ({ path, text }) => path.startsWith(corpusFolder) && text.length > 60_000,
    )
    const statuses = new Set<number>()
    let asked = 0
    while (asked < drawnOperations) {
      const [spec] = corpus.splice(dice.below(corpus.length), 1)
      if (!spec) break
      const pair = await startPair(
        { from: 'path', path: spec.path },
        { validate: dice.pick(['warn', 'enforce']) },
      ).catch(passOverBroken)
      if (!pair) continue
      const operations = [...pair.mockApi.operations]
      for (let left = operationsOfSpec; left > 0 && operations.length > 0; left -= 1) {
        const [operation] = operations.splice(dice.below(operations.length), 1)
        if (!operation) break
        statuses.add(await expectSame(pair, messageFor(operation, dice)))
        asked += 1
      }
      await pair.stop()
    }
    expect(asked).toBeGreaterThanOrEqual(drawnOperations)
    expect(statuses.size).toBeGreaterThan(2)
  },
  240_000,
)
