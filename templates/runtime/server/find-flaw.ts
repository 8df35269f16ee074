import type { IncomingMessage } from 'node:http'

/** Why a request must not be answered as if it were sound. */
export interface Flaw {
  status: number
  title: string
  detail: string
}

/** A name, an address or an address in brackets, and a port (RFC 9110, section 7.2); it may be empty. */
const soundHost = /^(?:\[[\w:.%~-]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/

/**
 * What HTTP has a server refuse and Node lets through: a proxy in front may have read such a request in another way.
 * What Node refuses by itself never comes here.
 */
export function findFlaw(request: IncomingMessage): Flaw | null {
  const { rawHeaders, headers } = request
  const { host, expect, 'transfer-encoding': coding } = headers
  if (countHosts(rawHeaders) > 1) {
    const detail = 'The request names its host more than once (RFC 9112, section 3.2).'
    return { status: 400, title: 'Bad Request', detail }
  }
  if (host !== undefined && !soundHost.test(host)) {
    const detail = 'The Host header is no name or address with a port (RFC 9112, section 3.2).'
    return { status: 400, title: 'Bad Request', detail }
  }
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    // 501 would be allowed too, and look like a failure of the server (RFC 9112, section 6.1).
    const detail = `Transfer-Encoding is "${coding}"; this server knows "chunked" only.`
    return { status: 400, title: 'Bad Request', detail }
  }
  // Clients of HTTP/1.0 know of no expectations: theirs are ignored (RFC 9110, section 10.1.1).
  const expectsOther = expect !== undefined && !/\b100-continue\b/i.test(expect)
  if (expectsOther && request.httpVersion !== '1.0') {
    const detail = `Expect is "${expect}"; this server knows "100-continue" only.`
    return { status: 417, title: 'Expectation Failed', detail }
  }
  return null
}

/** Node keeps the first of several in `headers`. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  return count
}
