import { execFile, fork } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { serverFlags } from '#engine/servers/server-process.ts'
import { median } from './median.ts'
import { requestOf, runEntryOf, type Suite } from './prepare-suites.ts'
import { measureTree } from './process-tree.ts'
import { type BenchServer, runServer } from './run-server.ts'

/** Medians over the rounds, after one start that is not counted. */
export interface StartFigure {
  suite: string
  what: string
  /** Milliseconds. */
  duration: number | null
  /** After the first answer, of all its processes. */
  residentMib: number | null
}

const run = promisify(execFile)

/** Times of starts and imports, memory after the first answer. */
export async function measureStarts(options: {
  suites: Suite[]
  cli: string
  rounds: number
  progress: (message: string) => void
}): Promise<StartFigure[]> {
  const { suites, cli, rounds, progress } = options
  const figures: StartFigure[] = []
  async function measure(
    suite: Suite,
    what: string,
    sample: () => Promise<{ duration: number; residentMib?: number | undefined }>,
  ): Promise<void> {
    progress(`start, ${suite.name}: ${what}`)
    await sample()
    const samples = []
    for (let round = 0; round < rounds; round += 1) samples.push(await sample())
    figures.push({
      suite: suite.name,
      what,
      duration: median(samples.map(({ duration }) => duration)),
      residentMib: median(samples.flatMap(({ residentMib }) => residentMib ?? [])),
    })
  }
  for (const suite of suites) {
    const ordinary = suite.servers.filter(({ name }) => !/dynamic|scenario|in the app/.test(name))
    for (const server of ordinary) {
      await measure(suite, `${server.name}: spawn → first answer`, () => firstAnswer(server, suite))
    }
    const { projectFolder, specFile } = suite
    await measure(suite, 'started as the app does: fork → ready', () =>
      readyInApp(cli, projectFolder),
    )
    await measure(suite, 'mockloop generate', async () => ({
      duration: await generateTime(cli, specFile, `${projectFolder}-again`),
    }))
  }
  return figures
}

async function firstAnswer(
  server: BenchServer,
  { cases }: Suite,
): Promise<{ duration: number; residentMib: number | undefined }> {
  const startedAt = performance.now()
  const { baseUrl, pid, stop } = await runServer(server)
  try {
    const [first] = cases
    const response = await fetch(`${baseUrl}${first?.path}`, requestOf('GET', ''))
    await response.arrayBuffer()
    const duration = performance.now() - startedAt
    return { duration, residentMib: measureTree(pid)?.residentMib }
  } finally {
    await stop()
  }
}

/** Forks the entry that the app forks and waits for its message. Not pinned, as in the app. */
async function readyInApp(cli: string, projectFolder: string): Promise<{ duration: number }> {
  const startedAt = performance.now()
  const child = fork(runEntryOf(cli), [projectFolder], {
    execArgv: [...serverFlags],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      MOCKLOOP_PORT: '0',
      MOCKLOOP_ADMIN_PORT: '0',
    },
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && 'type' in message && message.type === 'ready') resolve()
    })
  })
  const how = await Promise.race([ready.then(() => 'ready'), exited])
  const duration = performance.now() - startedAt
  child.kill('SIGTERM')
  await exited
  if (how !== 'ready') throw new Error('A generated project ended before it was ready.')
  return { duration }
}

/** Wall time of a whole `mockloop generate`, in milliseconds. The folder is removed again. */
export async function generateTime(cli: string, specFile: string, out: string): Promise<number> {
  const startedAt = performance.now()
  await run(process.execPath, [cli, 'generate', specFile, '--out', out], {
    maxBuffer: 67_108_864,
  })
  const duration = performance.now() - startedAt
  await rm(out, { recursive: true, force: true })
  return duration
}
