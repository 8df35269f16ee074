import type { IncomingHttpHeaders } from 'node:http'
import type { TraceStep, Violation } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'

/**
 * One finished request as the server hands it to the log: references only, so that recording costs
 * next to nothing. The entry is built from it when somebody is about to read it. It is kept for a while:
 * what it refers to should be shared between requests or small.
 */
export interface RequestRecord {
  /** Milliseconds since the epoch, when the request arrived. */
  at: number
  durationMs: number
  method: string
  /** Path and query as received. */
  url: string
  path: string
  rawQuery: string
  requestHeaders: IncomingHttpHeaders
  requestBody: Buffer
  /** Bytes the client sent or announced; the body may have been refused unread. */
  requestSize: number
  /** Null when none was meant. */
  operation: Operation | null
  violations: readonly Violation[]
  /** 0 when the connection ended without an answer. */
  status: number
  /** Names and values in turn, as they were sent. */
  responseHeaders: readonly (string | string[])[]
  /** Its start at least. */
  responseBody: Buffer | null
  /** Bytes of the whole body that was sent. */
  responseSize: number
  reason: string
  trace: readonly TraceStep[]
  scenario: string
  clientIp: string
}
