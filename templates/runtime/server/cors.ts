import type { IncomingMessage } from 'node:http'

const none: readonly string[] = []

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

/**
 * Headers of the answer to a preflight; `methods` are those of the path. The one asked for is allowed in any case:
 * the page then gets to see why the mock does not have it, instead of nothing.
 */
export function preflightHeaders(request: IncomingMessage, methods: readonly string[]): string[] {
  const asked = request.headers['access-control-request-method'] ?? 'GET'
  const headers = [
    ...corsHeaders(request, {}).slice(0, 4),
    'Access-Control-Allow-Methods',
    [...new Set([...methods, asked])].join(', '),
    'Access-Control-Max-Age',
    '600',
    'Vary',
    'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  ]
  const askedHeaders = request.headers['access-control-request-headers']
  if (askedHeaders !== undefined) {
    headers.push('Access-Control-Allow-Headers', askedHeaders)
  }
  if (request.headers['access-control-request-private-network'] === 'true') {
    headers.push('Access-Control-Allow-Private-Network', 'true')
  }
  return headers
}
