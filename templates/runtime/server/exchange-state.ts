import type { Request, Response } from 'express'
import type { Match, Miss, ReadRequest, ReceivedRequest } from '../exchange.ts'

/** One request on its way through the server. */
export interface ExchangeState {
  request: Request
  response: Response
  /** Milliseconds since the epoch. */
  at: number
  /** By the monotonic clock, in milliseconds. */
  startedAt: number
  received: ReceivedRequest
  /** Bytes the client sent or announced. */
  requestSize: number
  match: Match | null
  miss: Miss | null
  read: ReadRequest | null
}

const empty = Buffer.alloc(0)

/** The state of a request of which only the head has been looked at. */
export function beginExchange(request: Request, response: Response): ExchangeState {
  const url = originForm(request.url)
  const question = url.indexOf('?')
  return {
    request,
    response,
    at: Date.now(),
    startedAt: performance.now(),
    received: {
      method: request.method,
      url,
      path: question === -1 ? url : url.slice(0, question),
      rawQuery: question === -1 ? '' : url.slice(question + 1),
      headers: request.headers,
      body: empty,
      bodyTooLarge: false,
    },
    requestSize: 0,
    match: null,
    miss: null,
    read: null,
  }
}

/** Proxies may send `http://host/path` (RFC 9112, section 3.2.2); the mock looks at the path alone. */
function originForm(url: string): string {
  if (url.charCodeAt(0) === 47 || url === '*') {
    return url
  }
  const path = /^[a-z][a-z\d+.-]*:\/\/[^/?]*(.*)$/is.exec(url)?.[1]
  return path === undefined ? url : path.startsWith('/') ? path : `/${path}`
}
