import type { IncomingMessage } from 'node:http'

const none: readonly string[] = []
const allMethods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/**
 * Headers that let the page of a browser read an answer, names and values in turn. Any origin may: a mock
 * holds nothing private. The origin is named instead of `*`, because `*` does not allow credentials.
 */
export function corsHeaders(
  request: IncomingMessage,
  answerHeaders: Readonly<Record<string, unknown>>,
): readonly string[] {
  const origin = request.headers.origin
  if (origin === undefined) {
    return none
  }
  return [
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Allow-Credentials',
    'true',
    'Access-Control-Expose-Headers',
    Object.keys(answerHeaders).join(', '),
    'Vary',
    'Origin',
  ]
}

/** True when a browser asks before it sends; other OPTIONS requests are ordinary ones. */
export function isPreflight(request: IncomingMessage): boolean {
  const { origin, 'access-control-request-method': method } = request.headers
  return origin !== undefined && method !== undefined
}

/** Headers of the answer to a preflight; `methods` are those of the path, empty when it is unknown. */
export function preflightHeaders(request: IncomingMessage, methods: readonly string[]): string[] {
  const headers = [
    ...corsHeaders(request, {}).slice(0, 4),
    'Access-Control-Allow-Methods',
    methods.length === 0 ? allMethods : methods.join(', '),
    'Access-Control-Max-Age',
    '600',
    'Vary',
    'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    'Content-Length',
    '0',
  ]
  const asked = request.headers['access-control-request-headers']
  if (asked !== undefined) {
    headers.push('Access-Control-Allow-Headers', asked)
  }
  if (request.headers['access-control-request-private-network'] === 'true') {
    headers.push('Access-Control-Allow-Private-Network', 'true')
  }
  return headers
}
