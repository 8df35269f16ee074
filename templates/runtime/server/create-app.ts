import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { AnswerRecord, RecordRequest } from '../log/request-record.ts'
import type { Dispatch } from './dispatch.ts'
import { type Flaw, findFlaw } from './find-flaw.ts'
import { problemAnswer } from './problem-answer.ts'
import { readHead } from './read-head.ts'
import { watchResponse } from './watch-response.ts'

/** Adds middleware and routes of the project's own, in front of the mocked operations. */
export type ExtendApp = (app: Express) => void

/** The app and what the HTTP server calls with each request. */
export interface MockApp {
  app: Express
  /** Whether requests meet code of the project's own, which may look at them in any way. */
  hasOwnCode: boolean
  listener(request: Request, response: Response): void
}

/**
 * The Express app of a mock: what the project adds itself, then the dispatch of all operations, then
 * the handler of errors. Nothing that would cost each request, such as body parsers, is switched on.
 * Where the project adds nothing of its own, Express has nothing to do for a request: it then goes to the
 * dispatch at once.
 */
export function createApp(options: {
  dispatch: Dispatch
  record: RecordRequest
  activeScenario: () => string
  logBodyLimit: () => number
  extend: ExtendApp | undefined
  /** Whether files in `routes/` have handlers, which expect Express around them. */
  hasHandlers: boolean
}): MockApp {
  const { dispatch, record, activeScenario, logBodyLimit, extend, hasHandlers } = options
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')

  if (extend !== undefined) {
    const dispatched = new WeakSet<Request>()
    app.use(watchOwnRoutes)
    extend(app)
    app.use((request, _response, next) => {
      dispatched.add(request)
      next()
    })

    function watchOwnRoutes(request: Request, response: Response, next: NextFunction): void {
      const at = Date.now()
      const startedAt = performance.now()
      const head = readHead(request)
      const watched = watchResponse(response, logBodyLimit())
      response.once('close', () => {
        if (dispatched.has(request)) {
          return
        }
        const answeredAt = watched.endedAt()
        const answer: AnswerRecord = {
          operation: null,
          violations: [],
          status: response.headersSent ? response.statusCode : 0,
          headers: watched.headers(),
          body: watched.body(),
          size: watched.size(),
          reason: "the project's own route",
          trace: [{ stage: 'handler', verdict: 'pass', message: 'a route in server.js answered' }],
          scenario: activeScenario(),
        }
        const requestSize = Number(head.headers['content-length'] ?? 0)
        const durationMs = answeredAt - startedAt
        const requestBody = Buffer.alloc(0)
        record({ at, durationMs, head, requestBody, requestSize, answer }, answeredAt)
      })
      next()
    }
  }

  app.use(dispatch.handle)
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    fail(error, request, response)
  })

  function fail(error: unknown, request: Request, response: Response): void {
    console.error(`Request failed: ${request.method} ${request.url}\n${stackOf(error)}`)
    const answer = problemAnswer({
      status: statusOf(error),
      title: 'The mock server failed on this request',
      detail: error instanceof Error ? error.message : String(error),
      reason: 'error while answering',
      scenario: activeScenario(),
      trace: [{ stage: 'handler', verdict: 'fail', message: messageOf(error) }],
    })
    dispatch.answerFailure(request, response, answer)
  }

  const hasOwnCode = extend !== undefined || hasHandlers

  function refuse(flaw: Flaw, request: Request, response: Response): void {
    response.shouldKeepAlive = false
    const { status, title, detail } = flaw
    const answer = problemAnswer({
      status,
      title,
      detail,
      reason: 'no sound request',
      scenario: activeScenario(),
      trace: [{ stage: 'headers', verdict: 'fail', message: detail }],
    })
    dispatch.answerFailure(request, response, answer)
  }

  function listener(request: Request, response: Response): void {
    const flaw = findFlaw(request)
    if (flaw !== null) {
      refuse(flaw, request, response)
    } else if (hasOwnCode) {
      app(request, response)
    } else {
      dispatch.handleUntouched(request, response, (error) => fail(error, request, response))
    }
  }

  return { app, hasOwnCode, listener }
}

/** Middleware such as body parsers say with their errors which status they mean. */
function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
