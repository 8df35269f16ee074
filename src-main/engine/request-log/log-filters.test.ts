import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRow, ReportedEntry } from '#contract/log-entry.ts'
import type { LogFilter, LogPage } from '#contract/log-query.ts'
import { sampleEntry } from './sample-entries.ts'
import { openLog, temporaryFolder } from './temporary-log.ts'

// Few letters, so that filters find something; those that are special to SQL, to case and to storage.
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    'ä',
    'Ä',
    'İ',
    'ß',
    '%',
    '_',
    '\\',
    "'",
    '/',
    '\0',
    '\ud83d',
    '😀',
  ),
  maxLength: 4,
})
const server = fc.constantFrom('one', 'two')
const method = fc.constantFrom('GET', 'POST', 'DELETE')
const operation = fc.constantFrom('listPets', 'getPet_1', 'ÄNDERN')

const entry = fc
  .record({
    method,
    path: text,
    query: text,
    reason: text,
    status: fc.constantFrom(0, 101, 200, 204, 302, 404, 499, 500),
    operationId: fc.option(operation),
    scenario: fc.constantFrom('default', 'errors'),
  })
  .map(sampleEntry)

const batches = fc.array(
  fc.record({ serverId: server, entries: fc.array(entry, { maxLength: 25 }) }),
  { maxLength: 5 },
)

const filter: fc.Arbitrary<LogFilter> = fc.record(
  {
    serverId: server,
    method: fc.oneof(method, fc.constant('post')),
    operationId: operation,
    statusClass: fc.constantFrom('1', '2', '3', '4', '5'),
    text: fc.oneof(text, fc.constantFrom('PET', 'et_1', 'ändern', 'get')),
  },
  { requiredKeys: [] },
)

/** As in the contract's words, over plain objects. */
function matches(row: LogRow, wanted: LogFilter): boolean {
  const needle = (wanted.text ?? '').toWellFormed().replaceAll('\0', '\ufffd').toLowerCase()
  const fields = [row.method, row.path, row.query, row.operationId ?? '', row.reason]
  return (
    (wanted.serverId === undefined || row.serverId === wanted.serverId) &&
    (wanted.method === undefined || row.method === wanted.method.toUpperCase()) &&
    (wanted.operationId === undefined || row.operationId === wanted.operationId) &&
    (wanted.statusClass === undefined ||
      Math.floor(row.status / 100) === Number(wanted.statusClass)) &&
    fields.some((field) => field.toLowerCase().includes(needle))
  )
}

function pageOf(matching: LogRow[], { limit, before, after }: LogPage): LogRow[] {
  const inRange = matching.filter(
    ({ seq }) => (before === undefined || seq < before) && (after === undefined || seq > after),
  )
  const oldestFirst = inRange.sort((a, b) => a.seq - b.seq)
  const page = after === undefined ? oldestFirst.slice(-limit) : oldestFirst.slice(0, limit)
  return page.reverse()
}

test('any filter finds what a plain search over the same entries finds', async () => {
  const log = await openLog(temporaryFolder())
  let lastSeq = 0
  async function appendAll(given: { serverId: string; entries: ReportedEntry[] }[]) {
    const rows: LogRow[] = []
    for (const { serverId, entries } of given) rows.push(...(await log.append(serverId, entries)))
    return rows
  }
  const seqs = fc.option(fc.nat(120), { nil: undefined })
  const questions = fc.array(
    fc.record({ filter, limit: fc.integer({ min: 1, max: 40 }), before: seqs, after: seqs }),
    { maxLength: 20 },
  )

  await fc.assert(
    fc.asyncProperty(batches, batches, questions, async (early, late, asked) => {
      await log.clear()
      const start = lastSeq
      const rows = await appendAll(early)
      const ask = async () => {
        for (const { filter: wanted, limit, before, after } of asked) {
          const page: LogPage = {
            limit,
            before: before === undefined ? undefined : start + before,
            after: after === undefined ? undefined : start + after,
          }
          const expected = rows.filter((row) => matches(row, wanted))
          expect(await log.page(wanted, page)).toEqual({
            rows: pageOf(expected, page),
            total: expected.length,
          })
        }
      }
      await ask()
      // Asked again with more entries: totals that were remembered must have grown.
      rows.push(...(await appendAll(late)))
      await ask()
      lastSeq = rows.at(-1)?.seq ?? lastSeq
    }),
    { numRuns: 60 },
  )
})
