import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { RequestHead } from '../exchange.ts'

interface LatestHead {
  target: string
  rawHeaders: readonly string[]
  head: RequestHead
}

/** What each connection sent last. */
const latest = new WeakMap<Socket, LatestHead>()

/** The head of a request, read from what the request is now: whatever runs before the mock may have changed it. */
export function readHead(request: IncomingMessage): RequestHead {
  return headOf(request, request.headers, request.socket.remoteAddress ?? '')
}

/**
 * The head of a request that nothing else has touched. Clients that keep their connection repeat themselves: what
 * they send again is the same object again, which the log keeps and delivers once.
 */
export function recallHead(request: IncomingMessage): RequestHead {
  const { socket, rawHeaders, url: target = '' } = request
  const before = latest.get(socket)
  if (before === undefined) {
    const head = readHead(request)
    latest.set(socket, { target, rawHeaders, head })
    return head
  }
  if (!isSameList(rawHeaders, before.rawHeaders)) {
    before.head = headOf(request, request.headers, before.head.clientIp)
  } else if (target !== before.target || request.method !== before.head.method) {
    before.head = headOf(request, before.head.headers, before.head.clientIp)
  }
  before.target = target
  before.rawHeaders = rawHeaders
  return before.head
}

function isSameList(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) {
    return false
  }
  for (let at = 0; at < some.length; at += 1) {
    if (some[at] !== others[at]) {
      return false
    }
  }
  return true
}

function headOf(
  request: IncomingMessage,
  headers: RequestHead['headers'],
  clientIp: string,
): RequestHead {
  const url = originForm(request.url ?? '')
  const question = url.indexOf('?')
  return {
    method: request.method ?? '',
    url,
    path: question === -1 ? url : url.slice(0, question),
    rawQuery: question === -1 ? '' : url.slice(question + 1),
    headers,
    clientIp,
  }
}

/** Proxies may send `http://host/path` (RFC 9112, section 3.2.2); the server looks at the path alone. */
export function originForm(url: string): string {
  if (url.charCodeAt(0) === 47 || url === '*') {
    return url
  }
  const path = /^[a-z][a-z\d+.-]*:\/\/[^/?]*(.*)$/is.exec(url)?.[1]
  return path === undefined ? url : path.startsWith('/') ? path : `/${path}`
}
