import type { ReportedEntry } from '#contract/log-entry.ts'

/** Operations, and how many of a thousand entries go to each; the last one is the rare one. */
const traffic = [
  { method: 'GET', id: 'listBooks', path: '/books', share: 250 },
  { method: 'GET', id: 'getBook', path: '/books/{}', share: 350 },
  { method: 'POST', id: 'createBook', path: '/books', share: 100 },
  { method: 'PUT', id: 'replaceBook', path: '/books/{}', share: 60 },
  { method: 'GET', id: 'listReviews', path: '/books/{}/reviews', share: 120 },
  { method: 'GET', id: 'getAuthor', path: '/authors/{}', share: 80 },
  { method: 'GET', id: null, path: '/favicon/{}', share: 39 },
  { method: 'DELETE', id: 'deleteBook', path: '/books/{}', share: 1 },
] as const

const statuses = [200, 200, 200, 200, 200, 200, 200, 404, 422, 500] as const
const lots = traffic.flatMap((operation) =>
  Array.from({ length: operation.share }, () => operation),
)

/** Entry number `n` of traffic as a busy workspace has it: most paths occur a few times, times grow by a millisecond. */
export function trafficEntry(n: number, at: number): ReportedEntry {
  // A multiplication by an odd constant spreads neighbours, and every run makes the same entries.
  const spread = Math.imul(n, 2_654_435_761) >>> 0
  const operation = lots[spread % 1000] ?? traffic[0]
  const path = operation.path.replace('{}', String((spread >>> 3) % 300_000))
  const query = n % 3 === 0 ? `page=${spread % 50}&sort=title` : ''
  const status = operation.id === null ? 404 : (statuses[(spread >>> 7) % 10] ?? 200)
  return {
    id: `m2k9x-${n}`,
    at,
    durationMs: (spread % 20_000) / 1000,
    method: operation.method,
    path,
    query,
    status,
    operationId: operation.id,
    scenario: n % 10 === 0 ? 'errors' : 'happy',
    requestSize: operation.method === 'POST' ? 240 : 0,
    responseSize: 320 + (spread % 400),
    reason: status === 200 ? 'example dune' : `scenario errors: ${status}`,
    url: query === '' ? path : `${path}?${query}`,
    requestHeaders: { host: '127.0.0.1:4010', accept: 'application/json', 'user-agent': 'bench' },
    requestBody: null,
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: { encoding: 'utf8', data: '{"title":"Dune"}'.repeat(20), truncated: false },
    clientIp: '127.0.0.1',
    userAgent: 'bench',
    sessionId: null,
    correlationId: null,
    violations: [],
    trace: [
      { stage: 'match', verdict: 'pass', message: `operation ${operation.id ?? 'none'}` },
      { stage: 'body', verdict: 'pass', message: 'example dune' },
    ],
  }
}
