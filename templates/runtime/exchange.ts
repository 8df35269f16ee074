import type { IncomingHttpHeaders } from 'node:http'
import type { TraceStep, Violation } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'

/** The way of one request through the runtime: received → matched → read → answered → logged. */

/** What a request is before its body. Requests that are alike may share one: never change it. */
export interface RequestHead {
  /** Upper case. */
  method: string
  /** Path and query as received. */
  url: string
  /** Still percent-encoded. */
  path: string
  /** Without the question mark; empty when there is none. */
  rawQuery: string
  headers: IncomingHttpHeaders
  clientIp: string
}

/** A request as it came in. */
export interface ReceivedRequest extends Omit<RequestHead, 'clientIp'> {
  /** The whole body; empty when there is none. */
  body: Buffer
  /** True when the body is longer than the server accepts; `body` is then empty. */
  bodyTooLarge: boolean
}

/** The operation a request meant. */
export interface Match {
  operation: Operation
  /** Raw values of the path parameters, percent-decoded. */
  pathParameters: Record<string, string>
  /** The same before percent-decoding, where separators inside a value can still be told; only if any was encoded. */
  encodedPathParameters?: Record<string, string>
}

/** Why no operation was meant. */
export interface Miss {
  /** Methods that the path does have; empty when the path is unknown. */
  allowedMethods: string[]
  /** The closest operations, best first, at most five. */
  nearest: { method: string; path: string; why: string }[]
}

/** A request understood: every value coerced to the type its schema asks for. */
export interface ReadRequest {
  path: Record<string, unknown>
  query: Record<string, unknown>
  /** Keys in lower case. */
  header: Record<string, unknown>
  cookie: Record<string, unknown>
  /** Parsed by its media type; undefined when there is none. */
  body: unknown
  violations: Violation[]
  /** The most telling status for the violations: 401, 403, 413, 415, 400 or 422; null when there are none. */
  failureStatus: number | null
  /** Value of `WWW-Authenticate` when the status is 401. */
  challenge: string | null
}

/** The form in which Node writes an answer with the fewest steps. */
export interface WireForm {
  /** Names and values in turn. */
  headers: readonly (string | string[])[]
  /** A character for each byte; null for a body so long that copying it costs more than a second write. */
  text: string | null
}

/** What is sent back, and why. Answers that do not depend on the request are built once and shared: never change one. */
export interface Answer {
  status: number
  headers: Readonly<Record<string, string | string[]>>
  /** Null for answers that have no body by definition. */
  body: Buffer | null
  /** Headers and body as they are written, prepared for answers that are sent again and again. */
  wire?: WireForm
  /** The trace in a few words, for the row of the log. */
  reason: string
  trace: readonly TraceStep[]
  /** Name of the scenario that was asked. */
  scenario: string
  /** Milliseconds to wait before sending. */
  delay: number
  fault: 'close' | 'truncate' | 'malformed' | null
  /** True when the same object answers many requests. */
  isShared?: boolean
}
