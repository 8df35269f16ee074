import { readFile } from 'node:fs/promises'
import type { WorkersState } from '#contract/server.ts'
import type { RequestLog } from '../log/request-log.ts'
import { checkScenario } from '../server/check-scenario.ts'
import type { LiveMock } from '../server/live-mock.ts'
import { SteeringError } from '../server/steering-error.ts'
import type { WorkerPool } from '../workers/worker-pool.ts'
import type { Metrics } from './metrics.ts'
import { stateRoutes } from './state-routes.ts'

/** What the admin port shows and steers. */
export interface AdminParts {
  mock: LiveMock
  log: RequestLog
  metrics: Metrics
  specPath: string
  startedAt: number
  stopping: () => boolean
  /** Null where this process answers by itself. */
  workers: WorkerPool | null
  /** Called after the active scenario or a scenario's content was changed here. */
  scenarioChanged: () => void
}

export interface AdminRequest {
  query: URLSearchParams
  /** Percent-decoded values of the path's parameters. */
  parameters: string[]
  /** Parsed JSON; undefined when there was no body. */
  body: unknown
}

export interface AdminAnswer {
  status: number
  contentType?: string
  body: unknown
}

export interface AdminRoute {
  method: 'GET' | 'PUT' | 'POST'
  /** Tested against the whole path. */
  path: RegExp
  answer: (parts: AdminParts, request: AdminRequest) => AdminAnswer | Promise<AdminAnswer>
}

export const adminRoutes: readonly AdminRoute[] = [
  {
    method: 'GET',
    path: /^\/health\/live$/,
    answer: () => ok({ status: 'ok' }),
  },
  {
    method: 'GET',
    path: /^\/health\/ready$/,
    answer: (parts) =>
      parts.stopping() ? { status: 503, body: { status: 'stopping' } } : ok({ status: 'ok' }),
  },
  {
    method: 'GET',
    path: /^\/health$/,
    answer: async (parts) => {
      await parts.workers?.gather()
      return ok(health(parts))
    },
  },
  {
    method: 'GET',
    path: /^\/metrics$/,
    answer: async ({ metrics, workers }) => {
      await workers?.gather()
      const { contentType, text } = await metrics.text()
      return { status: 200, contentType, body: Buffer.from(text) }
    },
  },
  {
    method: 'GET',
    path: /^\/openapi\.json$/,
    // Read for each request: a large spec is not worth its memory all the time.
    answer: async ({ specPath }) => ok(await readFile(specPath)),
  },
  {
    method: 'GET',
    path: /^\/admin\/api\/v1\/logs$/,
    answer: async ({ log, workers }, { query }) => {
      const limit = wholeNumber(query.get('limit') ?? '100')
      await workers?.gather()
      return ok({ entries: log.latest(limit, query.get('after')) })
    },
  },
  ...stateRoutes,
  {
    method: 'GET',
    path: /^\/admin\/api\/v1\/settings$/,
    answer: ({ mock }) => ok(mock.settings()),
  },
  {
    method: 'GET',
    path: /^\/admin\/api\/v1\/scenarios$/,
    answer: ({ mock }) => ok({ active: mock.activeScenario(), scenarios: mock.scenarios() }),
  },
  {
    method: 'GET',
    path: /^\/admin\/api\/v1\/scenarios\/([^/]+)$/,
    answer: ({ mock }, { parameters: [name = ''] }) => {
      const scenario = mock.scenario(name)
      if (scenario === null) {
        throw new SteeringError('NOT_FOUND', `There is no scenario "${name}".`)
      }
      return ok(scenario)
    },
  },
  {
    method: 'PUT',
    path: /^\/admin\/api\/v1\/scenarios\/([^/]+)$/,
    answer: (parts, { parameters: [name = ''], body }) => {
      const scenario = checkedScenario(name, body)
      parts.mock.putScenario(scenario)
      parts.scenarioChanged()
      return ok(scenario)
    },
  },
  {
    method: 'POST',
    path: /^\/admin\/api\/v1\/scenarios\/([^/]+)\/activate$/,
    answer: (parts, { parameters: [name = ''] }) => {
      parts.mock.activate(name)
      parts.scenarioChanged()
      return ok({ active: parts.mock.activeScenario() })
    },
  },
]

function ok(body: unknown): AdminAnswer {
  return { status: 200, body }
}

function health({ mock, metrics, startedAt, stopping, workers }: AdminParts): object {
  const ofWorkers = workers?.report().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) ?? 0
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const state = workers?.state()
  const isWhole = state === undefined || state.answering === state.wanted
  return {
    status: stopping() ? 'stopping' : isWhole ? 'ok' : 'degraded',
    name: mock.settings().name,
    api: { title: mock.mockApi.title, version: mock.mockApi.version },
    scenario: mock.activeScenario(),
    operations: mock.mockApi.operations.length,
    requests: metrics.requestCount(),
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: Math.round(process.uptime() * 1000) / 1000,
    node: process.version,
    memoryBytes: { rss: rss + ofWorkers, heapUsed, heapTotal, external },
    ...(state === undefined ? {} : { workers: workers?.report(), workerLosses: lossesOf(state) }),
  }
}

function lossesOf({ lost, lastLoss }: WorkersState): object {
  const last = lastLoss && { ...lastLoss, at: new Date(lastLoss.at).toISOString() }
  return { count: lost, last }
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 1000) {
    throw new SteeringError('INVALID_INPUT', 'limit must be a whole number from 1 to 1000.')
  }
  return value
}

function checkedScenario(name: string, body: unknown): ReturnType<typeof checkScenario> {
  try {
    // What is written by hand is the user's own, whatever it was copied from.
    return { ...checkScenario({ ...Object(body), name }, 'scenario'), derived: false }
  } catch (error) {
    throw new SteeringError('INVALID_INPUT', error instanceof Error ? error.message : String(error))
  }
}
