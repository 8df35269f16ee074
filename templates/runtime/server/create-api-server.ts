import type { Server } from 'node:http'
import type { RecordRequest } from '../log/request-record.ts'
import { createApp, type ExtendApp } from './create-app.ts'
import { createDispatch } from './dispatch.ts'
import { createHttpServer } from './http-server.ts'
import type { LiveMock } from './live-mock.ts'
import { collectHandlers, type RouteFile } from './user-routes.ts'

/** The server of the mocked API: the handlers of the project, then what the mock answers. */
export function createApiServer(options: {
  mock: LiveMock
  routes: readonly RouteFile[]
  extend: ExtendApp | undefined
  record: RecordRequest
  warn: (message: string) => void
  elsewhere?: Parameters<typeof createDispatch>[0]['elsewhere']
}): Server {
  const { mock, routes, extend, record, warn, elsewhere } = options
  const handlers = collectHandlers(routes, mock.mockApi.operations, warn)
  const dispatch = createDispatch({ mock, handlers, record, elsewhere })
  const logBodyLimit = () => mock.settings().log.bodyLimit
  const { activeScenario } = mock
  const hasHandlers = handlers.size > 0
  const app = createApp({ dispatch, record, activeScenario, logBodyLimit, extend, hasHandlers })
  return createHttpServer(app, () => mock.settings().bodyLimit)
}
