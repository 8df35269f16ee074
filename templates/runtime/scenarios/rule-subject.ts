import type { IncomingHttpHeaders } from 'node:http'
import type { Match, ReadRequest, ReceivedRequest } from '../exchange.ts'

/** What the conditions of a rule look at. */
export interface RuleSubject {
  /** Raw path parameters, percent-decoded. */
  params: Readonly<Record<string, string>>
  /** Every query parameter as received, declared or not. */
  query(): URLSearchParams
  headers: IncomingHttpHeaders
  /** Parsed body; undefined when there is none. */
  body: unknown
}

/** Most requests have none, and nobody changes it. */
const noQuery = new URLSearchParams()

/** Takes from a request what rules may look at. */
export function subjectOf(match: Match, read: ReadRequest, received: ReceivedRequest): RuleSubject {
  let query: URLSearchParams | null = null
  return {
    params: match.pathParameters,
    query() {
      query ??= received.rawQuery === '' ? noQuery : new URLSearchParams(received.rawQuery)
      return query
    },
    headers: received.headers,
    body: read.body,
  }
}
