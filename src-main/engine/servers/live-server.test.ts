import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ReportedEntry } from '#contract/log-entry.ts'
import { serverSettingsSchema } from '#contract/server.ts'
import { EngineError } from '../engine-error.ts'
import { LiveServer } from './live-server.ts'

/**
 * Stands for a generated server: says that it is ready, replies to messages, ends with its parent.
 * `behaviour` is code that runs first.
 */
async function writeEntry(behaviour = ''): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mockloop-live-'))
  const entry = join(folder, 'entry.mjs')
  await writeFile(
    entry,
    `${behaviour}
process.on('message', (message) => {
  if (message.type === 'activateScenario' && message.name === 'crash') process.kill(process.pid, 'SIGKILL')
  else if (message.type === 'activateScenario' && message.name === 'odd')
    process.send({ type: 'reply', id: message.id, error: { code: 'unknown', message: 'No scenario odd.' } })
  else process.send({ type: 'reply', id: message.id })
})
process.on('disconnect', () => process.exit())
console.log('hello from the child')
process.send({ type: 'ready', port: 1234, adminPort: 1235 })
`,
  )
  return entry
}

async function createLive(
  behaviour?: string,
  storeEntries: (entries: ReportedEntry[]) => Promise<void> = async () => {},
) {
  const entry = await writeEntry(behaviour)
  const changes: string[] = []
  const troubles: string[] = []
  let heard = () => {}
  const live: LiveServer = new LiveServer({
    entry,
    projectFolder: join(entry, '..'),
    settings: () => serverSettingsSchema.parse({ name: 'Bookshop' }),
    reservedPorts: () => new Set(),
    storeEntries,
    onOutput: () => heard(),
    onTrouble: (message) => {
      troubles.push(message.trim())
      heard()
    },
    onScenarioChanged: () => {},
    onStateChanged: () => {},
    onChange(what) {
      changes.push(`${what}: ${live.describe().state}`)
      heard()
    },
  })
  onTestFinished(() => live.stop())
  /** Resolves as soon as the condition holds after some change. */
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      heard = () => {
        if (condition()) resolve()
      }
      heard()
    })
  return { live, changes, troubles, until }
}

test('a server starts, tells its ports and process, and stops', async () => {
  const { live, changes } = await createLive()
  await live.start()
  expect(live.describe()).toMatchObject({
    state: 'running',
    ports: { port: 1234, adminPort: 1235 },
    pid: expect.any(Number),
    lastError: null,
  })
  await live.stop()
  expect(live.describe()).toMatchObject({ state: 'stopped', ports: null, pid: null })
  expect(changes).toEqual([
    'changed: starting',
    'started: running',
    'changed: stopping',
    'stopped: stopped',
  ])
})

test('what a server prints is kept line by line', async () => {
  const { live, until } = await createLive()
  await live.start()
  await until(() => live.console.lines().length > 0)
  expect(live.console.lines()[0]).toMatchObject({ stream: 'stdout', text: 'hello from the child' })
})

test('starting twice starts one process, and stop waits for a start that is under way', async () => {
  const { live } = await createLive()
  await Promise.all([live.start(), live.start()])
  const { pid } = live.describe()
  await live.start()
  expect(live.describe().pid).toBe(pid)
  await Promise.all([live.start(), live.stop()])
  expect(live.describe().state).toBe('stopped')
})

test('a crashed server says how it ended and comes back by itself', async () => {
  const { live, changes, until } = await createLive(`console.error('last words')`)
  await live.start()
  const { pid } = live.describe()
  await expect(live.tell({ type: 'activateScenario', name: 'crash' })).rejects.toThrow(
    'The mock server is gone',
  )
  await until(() => live.describe().restarts === 1 && live.describe().state === 'running')
  expect(changes).toContain('crashed: crashed')
  expect(live.describe().lastError).toContain('was ended by SIGKILL')
  expect(live.describe().lastError).toContain('last words')
  expect(live.describe().pid).not.toBe(pid)
})

test('a server that was stopped while it waited for its restart stays stopped', async () => {
  const { live, until } = await createLive()
  await live.start()
  await live.tell({ type: 'activateScenario', name: 'crash' }).catch(() => {})
  await until(() => live.describe().state === 'crashed')
  await live.stop()
  expect(live.describe().state).toBe('stopped')
})

test('a refused message is an error with the words of the server', async () => {
  const { live } = await createLive()
  await live.start()
  await expect(live.tell({ type: 'activateScenario', name: 'odd' })).rejects.toThrow(
    'No scenario odd.',
  )
  expect(live.describe().state).toBe('running')
})

test('a server that ends before it is ready fails to start, with its last words', async () => {
  const { live } = await createLive(`console.error('missing module'); process.exit(3)`)
  const failure = await live.start().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(EngineError)
  expect(failure).toMatchObject({ code: 'START_FAILED', data: { stderr: ['missing module'] } })
  expect(live.describe()).toMatchObject({ state: 'crashed', pid: null })
})

test('a taken port is explained with a free one', async () => {
  const { live } = await createLive(
    `process.send({ type: 'failed', code: 'EADDRINUSE', port: 4010, message: 'taken' })`,
  )
  const failure = await live.start().catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'PORT_TAKEN', data: { port: 4010 } })
  const { suggestedPort } = (failure as EngineError).data ?? {}
  expect(suggestedPort).toBeGreaterThan(4010)
  expect((failure as EngineError).message).toContain(`Use port ${suggestedPort} instead`)
})

test('what is not in the log is told on the console, and the server goes on', async () => {
  const sendBatches = `let batch = 0
const entries = { requests: [{}, {}], answers: [{}, {}], at: [], durationMs: [], requestSize: [], requestBodies: [] }
const log = (dropped) => process.send({ type: 'logged', batch: ++batch, entries, dropped })
process.on('message', ({ type, batch }) => {
  if (type === 'acknowledge') console.log('acknowledged ' + batch)
})
setImmediate(() => { log(7); log(5) })`
  const { live, troubles, until } = await createLive(sendBatches, async () => {
    throw new Error('the entries are too large')
  })
  await live.start()
  const lines = () => live.console.lines().map(({ text }) => text)
  await until(() => lines().includes('acknowledged 1') && lines().includes('acknowledged 2'))
  const given = () =>
    troubles.map((text) => Number(/slower than the traffic: (\d+) requests/.exec(text)?.[1] ?? 0))
  await until(() => given().reduce((sum, count) => sum + count, 0) === 12)
  const notStored = troubles.filter((text) => text.startsWith('2 requests were answered but not'))
  expect(notStored).toHaveLength(2)
  expect(lines()).toEqual(expect.arrayContaining(troubles))
})

test('a server that always crashes is started again five times, then left with its reason', async () => {
  const { live, changes, until } = await createLive(
    `console.error('cannot go on'); setImmediate(() => setImmediate(() => process.exit(7)))`,
  )
  await live.start().catch(() => {})
  await until(() => live.describe().lastError?.includes('not started again by itself') ?? false)
  expect(live.describe()).toMatchObject({ state: 'crashed', restarts: 5, pid: null })
  expect(live.describe().lastError).toContain('cannot go on')
  const crashes = changes.length
  await live.start().catch(() => {})
  expect(changes.length).toBeGreaterThan(crashes)
}, 60_000)

test('what becomes of the workers of a server is told, a loss as such', async () => {
  const { live, changes, until } = await createLive(`
const tell = (workers) => process.send({ type: 'workersChanged', workers })
const lastLoss = { at: 1, message: 'Worker 5 ended with code 1.' }
tell({ wanted: 2, answering: 2, lost: 0, lastLoss: null })
process.on('message', ({ type }) => {
  if (type !== 'applySettings') return
  tell({ wanted: 2, answering: 1, lost: 1, lastLoss })
  tell({ wanted: 2, answering: 2, lost: 1, lastLoss })
})`)
  await live.start()
  expect(live.describe().workers).toMatchObject({ answering: 2, lost: 0 })
  const settings = serverSettingsSchema.parse({ name: 'Bookshop' })
  await live.tell({ type: 'applySettings', settings })
  await until(() => live.describe().workers?.lost === 1 && live.describe().workers?.answering === 2)
  expect(changes.slice(-2)).toEqual(['workerLost: running', 'changed: running'])
  await live.stop()
  expect(live.describe().workers).toBe(null)
})
