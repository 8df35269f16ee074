import type { TraceStep, Violation } from '#contract/log-entry.ts'
import type { Operation } from '#engine/specs/mock-api.ts'
import type { RequestHead } from '../exchange.ts'

/**
 * One finished request as the server hands it to the log: references only, so that recording costs
 * next to nothing. The entry is built from it when somebody is about to read it. It is kept for a while:
 * what it refers to should be shared between requests or small.
 */
export interface RequestRecord {
  /** Milliseconds since the epoch, when the request arrived. */
  at: number
  durationMs: number
  /** The same object for requests that are alike. */
  head: RequestHead
  requestBody: Buffer
  /** Bytes the client sent or announced; the body may have been refused unread. */
  requestSize: number
  /** The same object for requests that got the same prepared answer; it says so. */
  answer: AnswerRecord
}

/**
 * Takes a record of a request. Its answer was not yet all written at `answeredAt`, by `performance.now()`: no client can have
 * sent a later request because of it before that time.
 */
export type RecordRequest = (record: RequestRecord, answeredAt: number) => void

/** What was answered, and why. */
export interface AnswerRecord {
  /** Null when none was meant. */
  operation: Operation | null
  violations: readonly Violation[]
  /** 0 when the connection ended without an answer. */
  status: number
  /** Names and values in turn, as they were sent. */
  headers: readonly (string | string[])[]
  /** Its start at least. */
  body: Buffer | null
  /** Bytes of the whole body that was sent. */
  size: number
  reason: string
  trace: readonly TraceStep[]
  scenario: string
  /** True where many requests get the same object, which nobody then changes. */
  isShared?: boolean
}

/** About what a record holds on to, in bytes. */
export function sizeOf({ requestBody, answer }: RequestRecord): number {
  return 1024 + requestBody.length + (answer.body?.length ?? 0)
}

/** About what its entry takes on its way, in bytes, with bodies cut as the log keeps them. */
export function loggedSizeOf({ requestBody, answer }: RequestRecord, bodyLimit: number): number {
  const answered = answer.body?.length ?? 0
  return 1024 + Math.min(requestBody.length, bodyLimit) + Math.min(answered, bodyLimit)
}

/** The record with no more of its request's body than the log keeps: many megabytes are not held for the sake of a few. */
export function withCutBody(record: RequestRecord, bodyLimit: number): RequestRecord {
  record.requestBody = cutBody(record.requestBody, bodyLimit)
  return record
}

/** As much of a body as the log keeps. */
export function cutBody(body: Buffer, bodyLimit: number): Buffer {
  // A little more than the limit is enough to see that it was longer.
  return body.length > bodyLimit + 4 ? Buffer.from(body.subarray(0, bodyLimit + 4)) : body
}
