import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LogRow, logRowSchema } from '#contract/log-entry.ts'
import type { LogFilter } from '#contract/log-query.ts'
import { createRowMatcher } from './match-filter.ts'

const word = fc.constantFrom('', '/pets', 'GET', 'limit=2', 'example', 'Pets', 'é')
const row: fc.Arbitrary<LogRow> = fc
  .record({
    serverId: fc.constantFrom('a', 'b'),
    method: fc.constantFrom('GET', 'POST'),
    path: word,
    query: word,
    status: fc.constantFrom(101, 200, 299, 304, 404, 500),
    operationId: fc.option(word, { nil: null }),
    reason: word,
  })
  .map((part) =>
    logRowSchema.parse({
      seq: 1,
      id: '1',
      at: 0,
      durationMs: 0,
      scenario: 'happy',
      requestSize: 0,
      responseSize: 0,
      violationCount: 0,
      ...part,
    }),
  )
const filter: fc.Arbitrary<LogFilter> = fc.record(
  {
    serverId: fc.constantFrom('a', 'b'),
    method: fc.constantFrom('GET', 'POST'),
    operationId: word,
    statusClass: fc.constantFrom('1', '2', '3', '4', '5'),
    text: fc.constantFrom('', 'pet', 'PETS', 'get', 'É', 'limit', 'x'),
  },
  { requiredKeys: [] },
)

/** The conditions one by one, as the contract words them. */
function shouldMatch(
  given: LogFilter,
  { serverId, method, operationId, ...rest }: LogRow,
): boolean {
  const texts = [method, rest.path, rest.query, operationId ?? '', rest.reason]
  const conditions = [
    given.serverId === undefined || given.serverId === serverId,
    given.method === undefined || given.method === method,
    !given.operationId || given.operationId === operationId,
    given.statusClass === undefined || String(rest.status).startsWith(given.statusClass),
    texts.some((text) => text.toLowerCase().includes((given.text ?? '').toLowerCase())),
  ]
  return conditions.every(Boolean)
}

test('a live row matches exactly when all conditions hold', () => {
  fc.assert(
    fc.property(filter, row, (given, candidate) => {
      expect(createRowMatcher(given)(candidate)).toBe(shouldMatch(given, candidate))
    }),
    { numRuns: 1_000 },
  )
})
