import type { IncomingHttpHeaders } from 'node:http'
import type { LoggedBody, LoggedHeaders, Violation } from '#contract/log-entry.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import type { RequestHead } from '../exchange.ts'
import { loggedBody } from './logged-body.ts'
import type { LoggedAnswer, LoggedRequest, PackedEntries } from './packed-entries.ts'
import { redactQuery } from './redact-fields.ts'
import { redactRuleStep, redactViolations, replaceMessages } from './redact-messages.ts'
import type { AnswerRecord, RequestRecord } from './request-record.ts'

const mask = '[redacted]'

/** Makes entries of records; `first` is the number of the first one. */
export type EntryPacker = (
  idPrefix: string,
  first: number,
  records: readonly RequestRecord[],
) => PackedEntries

/**
 * Makes the function that turns records into entries. Whatever settings or security schemes call
 * secret is masked here, before anything leaves the process.
 */
export function createEntryPacker(settings: ServerSettings, mockApi: MockApi): EntryPacker {
  const secretHeaders = new Set(settings.log.redactHeaders.map((name) => name.toLowerCase()))
  const secretFields = new Set(settings.log.redactFields.map((name) => name.toLowerCase()))
  const secretQuery = new Set(secretFields)
  for (const scheme of Object.values(mockApi.securitySchemes)) {
    if (scheme.type === 'apiKey' && scheme.in === 'header') {
      secretHeaders.add(scheme.name.toLowerCase())
    } else if (scheme.type === 'apiKey' && scheme.in === 'query') {
      secretQuery.add(scheme.name.toLowerCase())
    }
  }
  const isSecretField = (name: string) => secretFields.has(name)
  const isSecretQuery = (name: string) => secretQuery.has(name)
  const places = {
    field: isSecretField,
    header: (name: string) => secretHeaders.has(name),
    query: isSecretQuery,
  }
  const limit = settings.log.bodyLimit
  // What requests have in common is made ready once.
  const knownRequests = new WeakMap<RequestHead, LoggedRequest>()
  const knownHeaders = new WeakMap<IncomingHttpHeaders, LoggedHeaders>()
  const knownAnswers = new WeakMap<AnswerRecord, LoggedAnswer>()
  const knownBodies = new WeakMap<Buffer, LoggedBody | null>()

  return (idPrefix, first, records) => {
    const packed: PackedEntries = {
      idPrefix,
      first,
      at: [],
      durationMs: [],
      requestSize: [],
      requestBodies: [],
      requests: [],
      answers: [],
    }
    for (const { at, durationMs, head, requestBody, requestSize, answer } of records) {
      packed.at.push(at)
      packed.durationMs.push(Math.round(durationMs * 1000) / 1000)
      packed.requestSize.push(requestSize)
      packed.requestBodies.push(requestBodyOf(requestBody, requestSize, head.headers))
      packed.requests.push(requestOf(head))
      packed.answers.push(answerOf(answer))
    }
    return packed
  }

  function requestBodyOf(
    body: Buffer,
    size: number,
    headers: IncomingHttpHeaders,
  ): LoggedBody | null {
    return loggedBody(body, size, headers['content-type'] ?? '', limit, isSecretField)
  }

  function requestOf(head: RequestHead): LoggedRequest {
    const known = knownRequests.get(head)
    if (known !== undefined) {
      return known
    }
    const { method, url, path, rawQuery, headers, clientIp } = head
    const query = redactQuery(rawQuery, isSecretQuery)
    const logged: LoggedRequest = {
      method,
      path,
      query,
      url: query === rawQuery ? url : `${path}?${query}`,
      requestHeaders: requestHeadersOf(headers),
      clientIp: clientIp.replace(/^::ffff:/, ''),
      userAgent: headers['user-agent'] ?? '',
      sessionId: firstOf(headers['x-mock-session']),
      correlationId: correlationIdOf(headers),
    }
    knownRequests.set(head, logged)
    return logged
  }

  function answerOf(answer: AnswerRecord): LoggedAnswer {
    const known = knownAnswers.get(answer)
    if (known !== undefined) {
      return known
    }
    const { violations } = answer
    const plain = plainAnswerOf(answer)
    const logged = violations.length === 0 ? plain : withoutQuotedSecrets(plain, violations)
    knownAnswers.set(answer, logged)
    return logged
  }

  function plainAnswerOf(answer: AnswerRecord): LoggedAnswer {
    const { status, operation, scenario, size, reason, body, violations, trace } = answer
    const responseHeaders = responseHeadersOf(answer.headers)
    return {
      status,
      operationId: operation?.id ?? null,
      scenario,
      responseSize: size,
      reason,
      responseHeaders,
      responseBody: responseBodyOf(body, size, responseHeaders),
      violations: [...violations],
      trace: trace.map((step) => redactRuleStep(step, places)),
    }
  }

  /** Reason, trace, headers and body of a refusal repeat what the violations say. */
  function withoutQuotedSecrets(answer: LoggedAnswer, before: readonly Violation[]): LoggedAnswer {
    const violations = redactViolations(before, places)
    if (violations.every((violation, index) => violation === before[index])) {
      return answer
    }
    const clean = (text: string) => replaceMessages(text, before, violations)
    const body = answer.responseBody
    return {
      ...answer,
      violations,
      reason: clean(answer.reason),
      trace: answer.trace.map((step) => ({ ...step, message: clean(step.message) })),
      responseHeaders:
        'mockloop-violations' in answer.responseHeaders
          ? { ...answer.responseHeaders, 'mockloop-violations': mask }
          : answer.responseHeaders,
      responseBody: body?.encoding === 'utf8' ? { ...body, data: clean(body.data) } : body,
    }
  }

  function requestHeadersOf(headers: IncomingHttpHeaders): LoggedHeaders {
    const known = knownHeaders.get(headers)
    if (known !== undefined) {
      return known
    }
    const logged: LoggedHeaders = {}
    for (const name in headers) {
      const value = headers[name]
      if (value !== undefined) {
        logged[name] = secretHeaders.has(name) ? mask : value
      }
    }
    knownHeaders.set(headers, logged)
    return logged
  }

  function responseHeadersOf(headers: AnswerRecord['headers']): LoggedHeaders {
    const logged: LoggedHeaders = {}
    for (let at = 0; at + 1 < headers.length; at += 2) {
      const name = String(headers[at]).toLowerCase()
      logged[name] = secretHeaders.has(name) ? mask : (headers[at + 1] ?? '')
    }
    return logged
  }

  function responseBodyOf(
    body: Buffer | null,
    size: number,
    headers: LoggedHeaders,
  ): LoggedBody | null {
    if (body === null) {
      return null
    }
    const known = knownBodies.get(body)
    if (known !== undefined) {
      return known
    }
    const contentType = firstOf(headers['content-type']) ?? ''
    const logged = loggedBody(body, size, contentType, limit, isSecretField)
    knownBodies.set(body, logged)
    return logged
  }
}

function correlationIdOf(headers: IncomingHttpHeaders): string | null {
  return (
    firstOf(headers['x-correlation-id']) ??
    firstOf(headers['x-request-id']) ??
    // The trace id of W3C Trace Context.
    /^[\da-f]{2}-([\da-f]{32})-/.exec(firstOf(headers['traceparent']) ?? '')?.[1] ??
    null
  )
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}
