import type { ReportedEntry } from '#contract/log-entry.ts'

/** An entry for tests, whole but for what matters to the test. */
export function sampleEntry(given: Partial<ReportedEntry> = {}): ReportedEntry {
  return {
    id: 'entry',
    at: Date.now(),
    durationMs: 1.5,
    method: 'GET',
    path: '/pets',
    query: '',
    status: 200,
    operationId: 'listPets',
    scenario: 'default',
    requestSize: 0,
    responseSize: 2,
    reason: 'example cat',
    url: '/pets',
    requestHeaders: { host: 'localhost', accept: ['application/json', 'text/plain'] },
    requestBody: null,
    responseHeaders: { 'content-type': 'application/json' },
    responseBody: { encoding: 'utf8', data: '{}', truncated: false },
    clientIp: '127.0.0.1',
    userAgent: 'test',
    sessionId: null,
    correlationId: null,
    violations: [],
    trace: [{ stage: 'body', verdict: 'pass', message: 'example cat' }],
    ...given,
  }
}

/** Entry number `n` of a writer: everything in it follows from the number, so that a reader can check it. */
export function numberedEntry(writer: string, n: number): ReportedEntry {
  return sampleEntry({
    id: `${writer}-${n}`,
    path: `/numbers/${n}`,
    status: [200, 201, 404, 500][n % 4] ?? 200,
    responseBody: { encoding: 'utf8', data: `${n} `.repeat(n % 300), truncated: false },
  })
}
