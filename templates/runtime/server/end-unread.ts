import type { IncomingMessage, ServerResponse } from 'node:http'
import { announcesBody } from './receive-body.ts'

/** Bytes of a refused body that are read and thrown away, so that its connection can be used again. */
const mostThrownAway = 67_108_864
/** Milliseconds that a client has to take its refusal: a connection that ends with bytes unread is reset. */
const timeToTakeIt = 1000

/** True for a request whose body is not all there and so long, or without a known end, that it is not worth reading. */
export function leavesMuchUnread(request: IncomingMessage): boolean {
  if (request.complete || !announcesBody(request)) return false
  const length = request.headers['content-length']
  return length === undefined || Number(length) > mostThrownAway
}

/**
 * Ends the connection of a request that leaves much unread, once its client had time for the answer, which is written
 * already and says `Connection: close`. Nothing more is read of it meanwhile.
 */
export function endUnread(request: IncomingMessage, response: ServerResponse): void {
  // What has come is let go first, which makes Node ask for more.
  request.resume()
  setImmediate(() => request.socket.pause())
  setTimeout(() => response.end(), timeToTakeIt)
}
