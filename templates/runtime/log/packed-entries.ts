import type { LoggedBody, ReportedEntry } from '#contract/log-entry.ts'

/** What an entry tells of the request without its body. */
export type LoggedRequest = Pick<
  ReportedEntry,
  | 'method'
  | 'path'
  | 'query'
  | 'url'
  | 'requestHeaders'
  | 'clientIp'
  | 'userAgent'
  | 'sessionId'
  | 'correlationId'
>

/** What an entry tells of the answer. */
export type LoggedAnswer = Pick<
  ReportedEntry,
  | 'status'
  | 'operationId'
  | 'scenario'
  | 'responseSize'
  | 'reason'
  | 'responseHeaders'
  | 'responseBody'
  | 'violations'
  | 'trace'
>

/**
 * Entries on their way to another process, in columns. Entries whose requests or answers are alike refer to the
 * same object, and a structured clone carries an object once, however often it is referred to.
 */
export interface PackedEntries {
  /** The id of an entry is this and its number. */
  idPrefix: string
  /** The number of the first entry; the others follow. */
  first: number
  at: number[]
  durationMs: number[]
  requestSize: number[]
  requestBodies: (LoggedBody | null)[]
  requests: LoggedRequest[]
  answers: LoggedAnswer[]
}

/** The entries one by one; those that are alike share their parts. */
export function unpackEntries(packed: PackedEntries): ReportedEntry[] {
  const { idPrefix, first, at, durationMs, requestSize, requestBodies, requests, answers } = packed
  const entries: ReportedEntry[] = []
  requests.forEach((request, index) => {
    const answer = answers[index]
    if (answer !== undefined) {
      entries.push({
        id: `${idPrefix}${first + index}`,
        at: at[index] ?? 0,
        durationMs: durationMs[index] ?? 0,
        requestSize: requestSize[index] ?? 0,
        requestBody: requestBodies[index] ?? null,
        ...request,
        ...answer,
      })
    }
  })
  return entries
}
