import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdminServer } from './admin/admin-server.ts'
import { createMetrics } from './admin/metrics.ts'
import { createEntryPacker } from './log/pack-entries.ts'
import { createRequestLog } from './log/request-log.ts'
import type { RequestRecord } from './log/request-record.ts'
import { atMostEvery } from './server/at-most-every.ts'
import { createApp, type ExtendApp } from './server/create-app.ts'
import { createDispatch } from './server/dispatch.ts'
import { createHttpServer } from './server/http-server.ts'
import { baseUrl, ListenError, listen } from './server/listen.ts'
import { createLiveMock } from './server/live-mock.ts'
import { openProcessChannel } from './server/process-channel.ts'
import { openProjectFiles } from './server/project-files.ts'
import { readSettings } from './server/server-settings.ts'
import { collectHandlers, type RouteFile } from './server/user-routes.ts'

export interface RunningServer {
  port: number
  adminPort: number
  /** Lets requests under way finish, up to two seconds, closes both ports and hands over the rest of the log. */
  stop(): Promise<void>
}

/**
 * Starts the mock server of a project and its admin port. A failure to start is reported to the process that
 * started this one, or on stderr, and ends the process with exit code 1; a host is told and the promise rejects.
 */
export async function startServer(options: {
  projectFolder: string
  routes: readonly RouteFile[]
  extend?: ExtendApp
}): Promise<RunningServer> {
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

async function start(
  { projectFolder, routes, extend }: Parameters<typeof startServer>[0],
  channel: ReturnType<typeof openProcessChannel>,
): Promise<RunningServer> {
  const startedAt = Date.now()
  const files = openProjectFiles(projectFolder)
  const settings = readSettings(files.readSettingsFile(), process.env)
  const mockApi = files.readMockApi()
  const warn = (message: string) => console.error(message)
  // Without state its code is not even read.
  const state = settings.stateful ? await import('./state/open-collections.ts') : null
  const mock = createLiveMock({
    openCollections: state?.openCollections ?? null,
    ...{ mockApi, settings, scenarios: files.readScenarios(), files, warn },
    stateChanged: atMostEvery(250, () => channel?.send({ type: 'stateChanged' })),
  })
  const handlers = collectHandlers(routes, mockApi.operations, warn)

  const log = createRequestLog({
    pack: createEntryPacker(settings, mockApi),
    bodyLimit: () => mock.settings().log.bodyLimit,
    send: channel?.wantsLog ? channel.send : null,
  })
  const metrics = createMetrics({
    startedAt,
    activeScenario: mock.activeScenario,
    logState: log.state,
  })
  const record = (done: RequestRecord) => {
    metrics.record(done)
    log.add(done)
  }

  const dispatch = createDispatch({ mock, handlers, record })
  const logBodyLimit = () => mock.settings().log.bodyLimit
  const { activeScenario } = mock
  const hasHandlers = handlers.size > 0
  const server = createHttpServer(
    createApp({ dispatch, record, activeScenario, logBodyLimit, extend, hasHandlers }),
  )

  let stopping: Promise<void> | null = null
  const admin = createAdminServer(
    {
      mock,
      log,
      metrics,
      specPath: files.specPath,
      startedAt,
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
    stopping ??= Promise.all([close(server), close(admin)]).then(() => {
      mock.state.flush()
      return Promise.race([log.drain(), wait(drainWithin)])
    })
    return stopping
  }

  const port = await listen(server, settings.host, settings.port, 'MOCKLOOP_PORT')
  const adminPort = await listen(
    admin,
    settings.host,
    settings.adminPort,
    'MOCKLOOP_ADMIN_PORT',
  ).catch((error: unknown) => {
    // A host outlives the failure, and its port must not stay taken.
    server.close()
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
    stop,
  })
  if (!channel?.isHosted) {
    const adminUrl = baseUrl(settings.host, adminPort)
    console.log(`Mock server ready at ${baseUrl(settings.host, port)} (admin ${adminUrl})`)
  }
  channel?.send({ type: 'ready', port, adminPort })
  return { port, adminPort, stop }
}

/** Milliseconds that a server which ends gives its parent to store the rest of the log. */
const drainWithin = 800

/** Waits for requests under way, but not for clients that keep their connection open. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), 2000)
    server.close(() => {
      clearTimeout(limit)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function stopOnSignals(stop: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stop().then(() => process.exit(0))
    })
  }
}

/** A defect in one handler must not take the answers of all others away. */
function surviveDefects(): void {
  process.on('uncaughtException', (error) => {
    console.error('An error outside of any request was caught; the server goes on.', error)
  })
  process.on('unhandledRejection', (reason) => {
    console.error('A rejected promise was not handled; the server goes on.', reason)
  })
}
