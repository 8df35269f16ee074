import type { Request, Response } from 'express'
import type { Match, Miss, ReadRequest, ReceivedRequest, RequestHead } from '../exchange.ts'

/** One request on its way through the server. */
export interface ExchangeState {
  request: Request
  response: Response
  /** Milliseconds since the epoch. */
  at: number
  /** By the monotonic clock, in milliseconds. */
  startedAt: number
  head: RequestHead
  received: ReceivedRequest
  /** Bytes the client sent or announced. */
  requestSize: number
  match: Match | null
  miss: Miss | null
  read: ReadRequest | null
}

const empty = Buffer.alloc(0)

/** The state of a request of which only the head has been looked at. */
export function beginExchange(
  request: Request,
  response: Response,
  head: RequestHead,
): ExchangeState {
  const { method, url, path, rawQuery, headers } = head
  return {
    request,
    response,
    at: Date.now(),
    startedAt: performance.now(),
    head,
    received: { method, url, path, rawQuery, headers, body: empty, bodyTooLarge: false },
    requestSize: 0,
    match: null,
    miss: null,
    read: null,
  }
}
