import { expect, test } from 'vitest'
import { encodeFrames, entryPayload } from '../../request-log/journal-format.ts'
import { detailOf, rowOf } from '../../request-log/log-row.ts'
import { sampleEntry } from '../../request-log/sample-entries.ts'
import { groupState } from '../log-tables.ts'
import { createLogIndex } from './log-index.ts'
import { removeSomeEntries } from './retention.ts'
import { openSqljsDatabase, sqliteBuilder } from './sqljs-database.ts'

/** How many cleared entries each step removes, of as many per operation as given. */
async function stepsOfRemoval(entriesOfOperations: readonly number[]): Promise<number[]> {
  const database = await openSqljsDatabase(null)
  const sql = sqliteBuilder()
  const index = createLogIndex(database, sql)
  const entries = entriesOfOperations.flatMap((count, at) =>
    Array.from({ length: count }, () => sampleEntry({ operationId: `operation ${at}` })),
  )
  const payloads = entries.map((entry, at) =>
    entryPayload(rowOf(entry, 'server', at + 1), detailOf(entry)),
  )
  index.apply({ segment: 1, offset: 0, bytes: encodeFrames(payloads) })
  database.run(sql.updateTable('entry_groups').set({ state: groupState.leaving }))

  const steps: number[] = []
  const retention = { maxEntries: 100_000, maxAgeHours: 24 }
  for (;;) {
    const removed = removeSomeEntries(database, sql, retention, Date.now())
    if (!removed) break
    steps.push(removed.count)
  }
  expect(database.all(sql.selectFrom('entries').select('seq'))).toEqual([])
  expect(database.all(sql.selectFrom('entry_groups').select('id'))).toEqual([])
  database.close()
  return steps
}

test('cleared entries of many operations leave together', async () => {
  expect(await stepsOfRemoval(Array.from({ length: 3_000 }, () => 1))).toEqual([2_000, 1_000])
})

test('cleared entries of one operation leave in several steps', async () => {
  expect(await stepsOfRemoval([1, 4_500, 1_500, 3])).toEqual([1, 2_000, 2_000, 2_000, 3])
})
