import type { Handler, NextFunction, Request, Response } from 'express'
import type { TraceStep, Violation } from '#contract/log-entry.ts'
import { matchStep, validSteps } from '../answer/answer-steps.ts'
import { violationSteps } from '../answer/violations-header.ts'
import type { Answer, Match, ReadRequest, ReceivedRequest, RequestHead } from '../exchange.ts'
import { type AnswerRecord, cutBody, type RecordRequest } from '../log/request-record.ts'
import { isMatch } from '../routing/route-operations.ts'
import { createBodyRoom } from './body-room.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { leavesMuchUnread } from './end-unread.ts'
import { beginExchange, type ExchangeState } from './exchange-state.ts'
import type { LiveMock } from './live-mock.ts'
import { noRoomAnswer } from './problem-answer.ts'
import { readHead, recallHead } from './read-head.ts'
import { announcesBody, bodyReadBefore, type ReceivedBody, receiveBody } from './receive-body.ts'
import { runHandler } from './run-handler.ts'
import { type SentAnswer, sendAnswer } from './send-answer.ts'

const nothing: readonly string[] = []
const noViolations: readonly Violation[] = []

/** The way of each request: matched → body received → read → handler → answered → recorded. */
export interface Dispatch {
  /** Express middleware that answers every request. */
  handle(request: Request, response: Response, next: NextFunction): void
  /** The same for a request that comes straight from the HTTP server. */
  handleUntouched(request: Request, response: Response, next: NextFunction): void
  /** Sends an answer for a request that failed on its way. */
  answerFailure(request: Request, response: Response, answer: Answer): void
}

/** Makes the one middleware through which all mocked operations are dispatched. */
export function createDispatch(options: {
  mock: LiveMock
  handlers: ReadonlyMap<string, Handler>
  record: RecordRequest
  /** Answers what is not for this process alone to decide; null for all else. */
  elsewhere?: (match: Match, read: ReadRequest, received: ReceivedRequest) => Promise<Answer> | null
}): Dispatch {
  const { mock, handlers, record, elsewhere } = options
  const room = createBodyRoom(() => mock.settings().bodyLimit)
  /** Where a request was when it failed; only failures are looked up here. */
  const underWay = new WeakMap<Request, ExchangeState>()
  const sharedRecords = new WeakMap<Answer, AnswerRecord>()

  function handle(request: Request, response: Response, next: NextFunction): void {
    begin(request, response, next, readHead(request))
  }

  function handleUntouched(request: Request, response: Response, next: NextFunction): void {
    begin(request, response, next, recallHead(request))
  }

  function begin(
    request: Request,
    response: Response,
    next: NextFunction,
    head: RequestHead,
  ): void {
    const state = beginExchange(request, response, head)
    try {
      const { method, path, rawQuery } = state.received
      const found = mock.router.find(method, path, rawQuery, request)
      if (isMatch(found)) {
        state.match = found
      } else {
        state.miss = found
        if (method === 'OPTIONS' && mock.settings().cors && isPreflight(request)) {
          answerPreflight(state, found.allowedMethods)
          return
        }
      }
      if (announcesBody(request)) {
        receive(state, next)
      } else {
        read(state, next)
      }
    } catch (error) {
      fail(state, next, error)
    }
  }

  function guarded(
    state: ExchangeState,
    next: NextFunction,
    step: (state: ExchangeState, next: NextFunction) => void,
  ): void {
    try {
      step(state, next)
    } catch (error) {
      fail(state, next, error)
    }
  }

  function fail(state: ExchangeState, next: NextFunction, error: unknown): void {
    underWay.set(state.request, state)
    next(error)
  }

  function receive(state: ExchangeState, next: NextFunction): void {
    const { request } = state
    if (request.readableEnded) {
      takeBody(state, next, bodyReadBefore(request.body))
    } else {
      receiveBody(request, mock.settings().bodyLimit, room, {
        received: (body) => takeBody(state, next, body),
        brokeOff: () => recordGone(state),
      })
    }
  }

  function takeBody(state: ExchangeState, next: NextFunction, body: ReceivedBody): void {
    state.received.body = body.body
    state.received.bodyTooLarge = body.trouble === 'too large'
    state.requestSize = body.size
    if (body.trouble === 'no room') {
      sendNow(state, noRoomAnswer(room.most(), mock.activeScenario()))
    } else {
      guarded(state, next, read)
    }
  }

  function read(state: ExchangeState, next: NextFunction): void {
    const { match, received } = state
    if (match === null) {
      answer(state, next)
      return
    }
    const result = mock.reader().read(match.operation, match, received)
    if (result instanceof Promise) {
      result.then(
        (read) => guarded(state, next, () => handOver(state, read, next)),
        (error: unknown) => fail(state, next, error),
      )
    } else {
      handOver(state, result, next)
    }
  }

  function handOver(state: ExchangeState, read: ReadRequest, next: NextFunction): void {
    state.read = read
    const handler = handlers.get(state.match?.operation.id ?? '')
    const refused = read.failureStatus !== null && mock.settings().validate === 'enforce'
    if (handler === undefined || refused) {
      answer(state, next)
      return
    }
    const cors = mock.settings().cors
    runHandler({
      state,
      handler,
      logLimit: mock.settings().log.bodyLimit,
      cors,
      answered: (sent, trace) => {
        const scenario = mock.activeScenario()
        const why = { reason: 'handler in routes/', trace: handlerTrace(state, trace), scenario }
        report(state, answerRecord(state, sent, why, sent.size), sent.answeredAt)
      },
      passedOn: () => guarded(state, next, answer),
      failed: (error) => fail(state, next, error),
    })
  }

  function handlerTrace({ match, read }: ExchangeState, own: TraceStep[]): TraceStep[] {
    if (match === null || read === null) {
      return own
    }
    const checked =
      read.violations.length === 0
        ? validSteps(match.operation, mock.settings())
        : violationSteps(read.violations, 'note')
    return [matchStep(match.operation), ...checked, ...own]
  }

  function answer(state: ExchangeState, next: NextFunction): void {
    const { match, miss, read, received } = state
    if (match !== null && read !== null) {
      const given = elsewhere?.(match, read, received) ?? null
      if (given === null) {
        send(state, mock.answerer().answer(match, read, received))
      } else {
        given.then(
          (answer) => guarded(state, next, () => sendToWaiting(state, answer)),
          (error: unknown) => fail(state, next, error),
        )
      }
    } else if (miss !== null) {
      send(state, mock.answerer().miss(miss, received))
    }
  }

  function sendToWaiting(state: ExchangeState, answer: Answer): void {
    if (state.response.destroyed) {
      recordGone(state)
    } else {
      send(state, answer)
    }
  }

  function send(state: ExchangeState, answer: Answer): void {
    if (answer.delay > 0) {
      // Until then nobody but the log has any use for it.
      state.received.body = cutBody(state.received.body, mock.settings().log.bodyLimit)
      const timer = setTimeout(() => sendNow(state, answer), answer.delay)
      state.response.once('close', () => {
        if (!state.response.headersSent) {
          clearTimeout(timer)
          recordGone(state)
        }
      })
    } else {
      sendNow(state, answer)
    }
  }

  function sendNow(state: ExchangeState, answer: Answer): void {
    const { request, response } = state
    const cors = mock.settings().cors ? corsHeaders(request, answer.headers) : nothing
    const leavesUnread = state.requestSize > 0 && leavesMuchUnread(request) ? request : null
    const extra = leavesUnread === null ? cors : [...cors, 'Connection', 'close']
    const isShared = answer.isShared === true && extra.length === 0
    const known = isShared ? sharedRecords.get(answer) : undefined
    const answeredAt = performance.now()
    const sent = sendAnswer(response, answer, extra, leavesUnread)
    if (known !== undefined) {
      report(state, known, answeredAt)
      return
    }
    const size = request.method === 'HEAD' ? 0 : (sent.body?.length ?? 0)
    const record = answerRecord(state, sent, answer, size)
    if (isShared) {
      record.isShared = true
      sharedRecords.set(answer, record)
    }
    report(state, record, answeredAt)
  }

  function answerPreflight(state: ExchangeState, methods: readonly string[]): void {
    const headers = preflightHeaders(state.request, methods)
    const answeredAt = performance.now()
    state.response.writeHead(204, headers).end()
    const scenario = mock.activeScenario()
    const sent = { status: 204, headers, body: null }
    const message = 'A browser asks whether a page of another origin may send its request; it may.'
    const trace: TraceStep[] = [{ stage: 'headers', verdict: 'pass', message }]
    const why = { reason: 'CORS preflight', trace, scenario }
    report(state, answerRecord(state, sent, why, 0), answeredAt)
  }

  function report(state: ExchangeState, answer: AnswerRecord, answeredAt: number): void {
    const { at, startedAt, head, received, requestSize } = state
    const durationMs = answeredAt - startedAt
    record({ at, durationMs, head, requestBody: received.body, requestSize, answer }, answeredAt)
  }

  function recordGone(state: ExchangeState): void {
    const sent = { status: 0, headers: [], body: null }
    const scenario = mock.activeScenario()
    const why = { reason: 'the client closed the connection', trace: [], scenario }
    report(state, answerRecord(state, sent, why, 0), performance.now())
  }

  function answerFailure(request: Request, response: Response, answer: Answer): void {
    const state = underWay.get(request) ?? beginExchange(request, response, readHead(request))
    if (response.headersSent || response.destroyed) {
      response.destroy()
      const sent = { status: 0, headers: [], body: null }
      report(state, answerRecord(state, sent, answer, 0), performance.now())
    } else {
      sendNow(state, answer)
    }
  }

  return { handle, handleUntouched, answerFailure }
}

function answerRecord(
  { match, read, received }: ExchangeState,
  sent: SentAnswer,
  { reason, trace, scenario }: Pick<Answer, 'reason' | 'trace' | 'scenario'>,
  size: number,
): AnswerRecord {
  return {
    operation: match?.operation ?? null,
    violations: read?.violations.length ? read.violations : noViolations,
    status: sent.status,
    headers: sent.headers,
    body: received.method === 'HEAD' ? null : sent.body,
    size,
    reason,
    trace,
    scenario,
  }
}
