import type { IncomingHttpHeaders } from 'node:http'
import type { LoggedBody, LoggedHeaders, ReportedEntry, Violation } from '#contract/log-entry.ts'
import type { ServerSettings } from '#contract/server.ts'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { loggedBody } from './logged-body.ts'
import { redactQuery } from './redact-fields.ts'
import { redactRuleStep, redactViolations, replaceMessages } from './redact-messages.ts'
import type { RequestRecord } from './request-record.ts'

const mask = '[redacted]'

/**
 * Makes the function that turns records into entries. Whatever settings or security schemes call
 * secret is masked here, before anything leaves the process.
 */
export function createEntryBuilder(
  settings: ServerSettings,
  mockApi: MockApi,
): (id: string, record: RequestRecord) => ReportedEntry {
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
  // Answers that are built once are also logged once; the key is the buffer they share.
  const knownBodies = new WeakMap<Buffer, LoggedBody | null>()

  return (id, record) => {
    const entry = entryOf(id, record)
    const { violations } = record
    return violations.length === 0 ? entry : withoutQuotedSecrets(entry, violations)
  }

  function entryOf(id: string, record: RequestRecord): ReportedEntry {
    const requestHeaders = requestHeadersOf(record.requestHeaders)
    const responseHeaders = responseHeadersOf(record.responseHeaders)
    const query = redactQuery(record.rawQuery, isSecretQuery)
    return {
      id,
      at: record.at,
      durationMs: Math.round(record.durationMs * 1000) / 1000,
      method: record.method,
      path: record.path,
      query,
      url: query === record.rawQuery ? record.url : `${record.path}?${query}`,
      status: record.status,
      operationId: record.operation?.id ?? null,
      scenario: record.scenario,
      requestSize: record.requestSize,
      responseSize: record.responseSize,
      reason: record.reason,
      requestHeaders,
      requestBody: loggedBody(
        record.requestBody,
        record.requestSize,
        record.requestHeaders['content-type'] ?? '',
        limit,
        isSecretField,
      ),
      responseHeaders,
      responseBody: responseBodyOf(record.responseBody, record.responseSize, responseHeaders),
      clientIp: record.clientIp.replace(/^::ffff:/, ''),
      userAgent: record.requestHeaders['user-agent'] ?? '',
      sessionId: firstOf(record.requestHeaders['x-mock-session']),
      correlationId: correlationIdOf(record.requestHeaders),
      violations: [...record.violations],
      trace: record.trace.map((step) => redactRuleStep(step, places)),
    }
  }

  /** Reason, trace, headers and body of a refusal repeat what the violations say. */
  function withoutQuotedSecrets(entry: ReportedEntry, before: readonly Violation[]): ReportedEntry {
    const violations = redactViolations(before, places)
    if (violations.every((violation, index) => violation === before[index])) {
      return entry
    }
    const clean = (text: string) => replaceMessages(text, before, violations)
    const body = entry.responseBody
    return {
      ...entry,
      violations,
      reason: clean(entry.reason),
      trace: entry.trace.map((step) => ({ ...step, message: clean(step.message) })),
      responseHeaders:
        'mockloop-violations' in entry.responseHeaders
          ? { ...entry.responseHeaders, 'mockloop-violations': mask }
          : entry.responseHeaders,
      responseBody: body?.encoding === 'utf8' ? { ...body, data: clean(body.data) } : body,
    }
  }

  function requestHeadersOf(headers: IncomingHttpHeaders): LoggedHeaders {
    const logged: LoggedHeaders = {}
    for (const name in headers) {
      const value = headers[name]
      if (value !== undefined) {
        logged[name] = secretHeaders.has(name) ? mask : value
      }
    }
    return logged
  }

  function responseHeadersOf(headers: RequestRecord['responseHeaders']): LoggedHeaders {
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
