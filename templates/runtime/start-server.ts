import { setTimeout as wait } from 'node:timers/promises'
import type { ServerSettings } from '#contract/server.ts'
import { createAdminServer } from './admin/admin-server.ts'
import { createMetrics, type Metrics } from './admin/metrics.ts'
import { createEntryPacker } from './log/pack-entries.ts'
import { createRequestLog, type LogState, type RequestLog } from './log/request-log.ts'
import type { RequestRecord } from './log/request-record.ts'
import { atMostEvery } from './server/at-most-every.ts'
import { closeServer } from './server/close-server.ts'
import { createApiServer } from './server/create-api-server.ts'
import type { ExtendApp } from './server/create-app.ts'
import { baseUrl, ListenError, listen } from './server/listen.ts'
import { createLiveMock, type LiveMock } from './server/live-mock.ts'
import { openProcessChannel, type ProcessChannel } from './server/process-channel.ts'
import { openProjectFiles, type ProjectFiles } from './server/project-files.ts'
import { readSettings } from './server/server-settings.ts'
import { surviveDefects } from './server/survive-defects.ts'
import type { RouteFile } from './server/user-routes.ts'
import { watchCorrections } from './server/watch-corrections.ts'
import { workersArgument } from './server/workers-argument.ts'
import type { WorkerPool } from './workers/worker-pool.ts'

export interface RunningServer {
  port: number
  adminPort: number
  /** Lets requests under way finish, up to two seconds, closes both ports and hands over the rest of the log. */
  stop(): Promise<void>
}

interface Project {
  projectFolder: string
  routes: readonly RouteFile[]
  extend?: ExtendApp
}

/**
 * Starts the mock server of a project and its admin port. A failure to start is reported to the process that
 * started this one, or on stderr, and ends the process with exit code 1; a host is told and the promise rejects.
 * In the further processes of a server with several workers it never resolves.
 */
export async function startServer(options: Project): Promise<RunningServer> {
  if (process.env['MOCKLOOP_IS_WORKER'] !== undefined) {
    const { startWorker } = await import('./workers/start-worker.ts')
    return startWorker(options)
  }
  const channel = openProcessChannel(() => process.exit(0))
  try {
    return await start(options, channel)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (!channel?.isHosted) {
      console.error(message)
    }
    const { code, port } =
      error instanceof ListenError ? error : { code: 'INVALID_PROJECT', port: null }
    await channel?.deliver({ type: 'failed', code, port, message })
    if (channel?.isHosted) {
      throw error
    }
    process.exit(1)
  }
}

async function start(project: Project, channel: ProcessChannel | null): Promise<RunningServer> {
  const files = openProjectFiles(project.projectFolder)
  const settings = readSettings(files.readSettingsFile(), {
    ...process.env,
    ...(channel?.isHosted ? {} : workersArgument(process.argv)),
  })
  const { projectFolder } = project
  const workers =
    settings.workers === 1 ? null : await beginWorkers(projectFolder, settings, channel)
  try {
    return await serve({ ...project, files, settings, channel, workers })
  } catch (error) {
    await workers?.stop()
    throw error
  }
}

/** With one worker, which is this process, nothing of it is loaded. */
async function beginWorkers(
  projectFolder: string,
  settings: ServerSettings,
  channel: ProcessChannel | null,
): Promise<WorkerPool> {
  const { forkWorkers } = await import('./workers/worker-pool.ts')
  const pool = forkWorkers({
    count: settings.workers,
    port: settings.port,
    projectFolder,
    warn,
    program: channel?.workerProgram,
    changed: () => channel?.send({ type: 'workersChanged', workers: pool.state() }),
    failed(message) {
      if (channel?.isHosted) {
        channel.send({ type: 'failed', code: 'NO_WORKER', port: null, message })
      } else {
        console.error(message)
        process.exit(1)
      }
    },
  })
  return pool
}

async function serve(
  parts: Project & {
    files: ProjectFiles
    settings: ServerSettings
    channel: ProcessChannel | null
    workers: WorkerPool | null
  },
): Promise<RunningServer> {
  const { routes, extend, files, settings, channel, workers } = parts
  const startedAt = Date.now()
  const mockApi = files.readMockApi()
  // Without state its code is not even read.
  const state = settings.stateful ? await import('./state/open-collections.ts') : null
  const mock = createLiveMock({
    openCollections: state?.openCollections ?? null,
    mockApi,
    settings,
    scenarios: files.readScenarios(),
    files,
    warn,
    stateChanged: atMostEvery(250, () => channel?.send({ type: 'stateChanged' })),
  })
  const log = createRequestLog({
    pack: createEntryPacker(settings, mockApi),
    bodyLimit: () => mock.settings().log.bodyLimit,
    send: channel?.wantsLog ? channel.send : null,
  })
  const { activeScenario } = mock
  const metrics = createMetrics({
    startedAt,
    activeScenario,
    workers: workers?.state ?? null,
    logState: () => logState(log, workers),
    memory: () => residentMemory(workers),
  })
  const api = workers ?? openApiPort({ mock, routes, extend, log, metrics })

  async function takeUpCorrections(): Promise<void> {
    try {
      if (!mock.state.reread()) return
      console.log('The rules of data/collections.json hold now; what is stored began anew.')
      await workers?.follow()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      warn(`The collections stay as they were, for data/collections.json cannot be used. ${why}`)
    }
  }
  const unwatch = watchCorrections(parts.projectFolder, () => void takeUpCorrections())

  let stopping: Promise<void> | null = null
  const admin = createAdminServer(
    {
      mock,
      log,
      metrics,
      workers,
      startedAt,
      specPath: files.specPath,
      stopping: () => stopping !== null,
      scenarioChanged: () => channel?.send({ type: 'scenarioChanged', active: activeScenario() }),
    },
    {
      host: settings.host,
      hostNames: (process.env['MOCKLOOP_ADMIN_HOSTS'] ?? '').split(',').map((name) => name.trim()),
      token: process.env['MOCKLOOP_ADMIN_TOKEN'] || null,
    },
  )

  function stop(): Promise<void> {
    unwatch()
    stopping ??= Promise.all([api.stop(), closeServer(admin)]).then(() => {
      mock.state.flush()
      return Promise.race([log.drain(), wait(drainWithin)])
    })
    return stopping
  }

  const port = await api.begin({ mock, log, metrics })
  const adminPort = await listen(
    admin,
    settings.host,
    settings.adminPort,
    'MOCKLOOP_ADMIN_PORT',
  ).catch(async (error: unknown) => {
    // A host outlives the failure, and its port must not stay taken.
    await api.stop()
    throw error
  })
  if (!channel?.isHosted) {
    stopOnSignals(stop)
  }
  surviveDefects()
  channel?.serve({
    mock,
    acknowledge: log.acknowledge,
    settingsChanged: () => log.usePacker(createEntryPacker(mock.settings(), mockApi)),
    everywhere: async () => workers?.follow(),
    stop,
  })
  if (!channel?.isHosted) {
    const adminUrl = baseUrl(settings.host, adminPort)
    console.log(`Mock server ready at ${baseUrl(settings.host, port)} (admin ${adminUrl})`)
  }
  if (workers !== null) channel?.send({ type: 'workersChanged', workers: workers.state() })
  channel?.send({ type: 'ready', port, adminPort })
  return { port, adminPort, stop }
}

/** The port of the mocked API, answered by this process. */
function openApiPort(parts: {
  mock: LiveMock
  routes: readonly RouteFile[]
  extend: ExtendApp | undefined
  log: RequestLog
  metrics: Metrics
}): Pick<WorkerPool, 'begin' | 'stop'> {
  const { log, metrics, ...rest } = parts
  const record = (done: RequestRecord) => {
    metrics.record(done)
    log.add(done)
  }
  const server = createApiServer({ ...rest, record, warn })
  const { host, port } = parts.mock.settings()
  return {
    begin: () => listen(server, host, port, 'MOCKLOOP_PORT'),
    stop: () => closeServer(server),
  }
}

/** Bytes of all processes of the server. */
function residentMemory(workers: WorkerPool | null): number {
  const ofWorkers = workers?.report().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) ?? 0
  return process.memoryUsage.rss() + ofWorkers
}

/** With what waits in workers, because this process is slower than they are. */
function logState(log: RequestLog, workers: WorkerPool | null): LogState {
  const { waiting, dropped } = log.state()
  return { waiting: waiting + (workers?.waiting() ?? 0), dropped }
}

function warn(message: string): void {
  console.error(message)
}

/** Milliseconds that a server which ends gives its parent to store the rest of the log. */
const drainWithin = 800

function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop().then(() => process.exit(0))
    })
  }
}
