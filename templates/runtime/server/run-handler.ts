import type { Handler } from 'express'
import type { TraceStep } from '#contract/log-entry.ts'
import { corsHeaders } from './cors.ts'
import type { ExchangeState } from './exchange-state.ts'
import type { SentAnswer } from './send-answer.ts'
import { watchResponse } from './watch-response.ts'

/**
 * Runs a handler that a user wrote in `routes/`, as Express would: it answers, calls `next()` to let
 * the mock answer, or fails by throwing, rejecting or `next(error)`. Exactly one of the callbacks is called.
 */
export function runHandler(options: {
  state: ExchangeState
  handler: Handler
  /** Bytes of its answer that the log keeps. */
  logLimit: number
  cors: boolean
  answered: (sent: SentAnswer & { size: number; answeredAt: number }, trace: TraceStep[]) => void
  passedOn: () => void
  failed: (error: unknown) => void
}): void {
  const { state, handler, logLimit, cors, answered, passedOn, failed } = options
  const { request, response, match, read, received } = state
  let settled = false

  Object.assign(request, {
    params: match?.pathParameters ?? {},
    body: read?.body ?? received.body,
    mock: { operation: match?.operation, ...read },
  })
  if (cors) {
    const headers = corsHeaders(request, {})
    for (let at = 0; at + 1 < headers.length; at += 2) {
      response.setHeader(headers[at] ?? '', headers[at + 1] ?? '')
    }
  }
  const watched = watchResponse(response, logLimit)

  function settle(outcome: () => void): void {
    if (!settled) {
      settled = true
      response.off('close', onClose)
      outcome()
    }
  }

  function onClose(): void {
    settle(() => {
      const step: TraceStep = {
        stage: 'handler',
        verdict: 'pass',
        message: `the handler of ${match?.operation.id} answered`,
      }
      const status = response.headersSent ? response.statusCode : 0
      const sent = { status, headers: watched.headers(), body: watched.body() }
      answered({ ...sent, size: watched.size(), answeredAt: watched.endedAt() }, [step])
    })
  }

  response.on('close', onClose)
  try {
    const returned: unknown = handler(request, response, (error?: unknown) => {
      settle(() => (error === undefined || error === null ? passedOn() : failed(error)))
    })
    if (returned instanceof Promise) {
      returned.catch((error: unknown) => settle(() => failed(error)))
    }
  } catch (error) {
    settle(() => failed(error))
  }
}
