import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Why a request is turned away. */
export interface Refusal {
  status: number
  detail: string
}

/** Probes of containers and clusters cannot carry a token. */
const openPaths = ['/health/live', '/health/ready']

/**
 * Makes the check in front of everything on the admin port. A web page must not be able to steer a mock:
 * the Host header must name this machine (a page that rebinds its own name to 127.0.0.1 still sends that name),
 * an Origin must be the port's own, and writes must be JSON, which a page cannot send unasked.
 * With a token, all but the probes ask for it as bearer.
 */
export function createGuard(options: {
  /** Address the port listens on. */
  host: string
  /** Further host names, for example that of a service in a cluster. */
  hostNames: readonly string[]
  token: string | null
}): (request: IncomingMessage, path: string) => Refusal | null {
  const { host, token } = options
  const names = new Set(
    ['localhost', '127.0.0.1', '::1', host, ...options.hostNames].map((name) => name.toLowerCase()),
  )
  const expected = token === null ? null : Buffer.from(`Bearer ${token}`)
  const loopbackOnly = isLoopback(host)

  function hostAllowed(header: string | undefined): boolean {
    const name = hostName(header)
    // An address cannot be rebound; probes of a cluster use that of the pod.
    return name !== null && (names.has(name) || (!loopbackOnly && isIP(name) !== 0))
  }

  return (request, path) => {
    if (!hostAllowed(request.headers.host)) {
      const detail =
        'The Host header does not name this server. Use its address, or list the name in MOCKLOOP_ADMIN_HOSTS.'
      return { status: 403, detail }
    }
    const { origin } = request.headers
    if (origin !== undefined && origin !== `http://${request.headers.host}`) {
      return { status: 403, detail: 'Web pages of other origins may not use the admin port.' }
    }
    if (expected !== null && !openPaths.includes(path) && !matches(request, expected)) {
      return { status: 401, detail: 'Send "Authorization: Bearer" with the token of this server.' }
    }
    const writes = request.method !== 'GET' && request.method !== 'HEAD'
    if (writes && !isJson(request.headers['content-type'])) {
      return { status: 415, detail: 'Send "Content-Type: application/json".' }
    }
    return null
  }
}

function matches(request: IncomingMessage, expected: Buffer): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  // Compared with itself when the lengths differ, so that the time tells nothing about the content.
  return given.length === expected.length
    ? timingSafeEqual(given, expected)
    : timingSafeEqual(expected, expected) && false
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;|$)/i.test(contentType ?? '')
}

/** The name in a Host header, without port and brackets, in lower case. */
function hostName(header: string | undefined): string | null {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(header ?? '')
  return (match?.[1] ?? match?.[2])?.toLowerCase() ?? null
}

/** True for addresses that only this machine can reach. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
