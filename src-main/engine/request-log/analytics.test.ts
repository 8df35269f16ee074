import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRow, ReportedEntry } from '#contract/log-entry.ts'
import { durationOfStep, durationStep } from '../storage/duration-steps.ts'
import { sampleEntry } from './sample-entries.ts'
import { openLog, temporaryFolder } from './temporary-log.ts'

const now = 1_800_000_000_123

const entry = fc
  .record({
    at: fc.integer({ min: now - 150_000, max: now + 5_000 }),
    durationMs: fc.oneof(fc.nat(5), fc.double({ min: 0, max: 1e4, noNaN: true })),
    method: fc.constantFrom('GET', 'POST'),
    path: fc.constantFrom('/a', '/b', '/c'),
    status: fc.constantFrom(200, 201, 302, 404, 500),
    operationId: fc.option(fc.constantFrom('one', 'two', 'three')),
    scenario: fc.constantFrom('default', 'errors'),
  })
  .map(sampleEntry)

/** Nearest rank over plain numbers, each as exact as the log counts it. */
function percentiles(rows: LogRow[]) {
  const ordered = rows
    .map((row) => durationOfStep(durationStep(row.durationMs)))
    .sort((a, b) => a - b)
  const at = (percent: number) => ordered[Math.ceil((percent * ordered.length) / 100) - 1] ?? 0
  return { p50: at(50), p95: at(95), p99: at(99) }
}

function errorsOf(rows: LogRow[]): number {
  return rows.filter((row) => row.status >= 400).length
}

function grouped(rows: LogRow[], key: (row: LogRow) => string): [string, LogRow[]][] {
  return [...Map.groupBy(rows, key)]
}

test('figures are those of a plain calculation over the same entries', async () => {
  const log = await openLog(temporaryFolder(), {
    now: () => now,
    retention: { maxEntries: 1e6, maxAgeHours: 8760 },
  })
  const given = fc.array(entry, { maxLength: 120 })
  const serverIds = fc.constantFrom(undefined, 'a', 'b')
  const windows = fc.integer({ min: 10, max: 120 })

  await fc.assert(
    fc.asyncProperty(given, given, serverIds, windows, async (a, b, serverId, windowSeconds) => {
      await log.clear()
      const all = [...(await log.append('a', a)), ...(await log.append('b', b))]
      const found = await log.analyse({ windowSeconds, ...(serverId && { serverId }) })
      const rows = all.filter(
        (row) =>
          (serverId === undefined || row.serverId === serverId) &&
          row.at >= found.from &&
          row.at < found.to,
      )

      expect(found.buckets).toHaveLength(60)
      expect(found.to - found.from).toBe(60 * found.bucketMs)
      expect(found.bucketMs).toBeGreaterThanOrEqual((windowSeconds * 1000) / 60)
      expect(found.to).toBeGreaterThan(now)
      expect(found.to - found.bucketMs).toBeLessThanOrEqual(now)
      expect(found).toMatchObject({
        requests: rows.length,
        requestsPerSecond: rows.length / ((now - found.from) / 1000),
        errorRate: rows.length === 0 ? 0 : errorsOf(rows) / rows.length,
        ...percentiles(rows),
      })
      expect(found.buckets).toEqual(
        found.buckets.map(({ at }, index) => {
          const inside = rows.filter((row) => row.at >= at && row.at < at + found.bucketMs)
          expect(at).toBe(found.from + index * found.bucketMs)
          return { at, requests: inside.length, errors: errorsOf(inside), ...percentiles(inside) }
        }),
      )
      expect(found.statusMix).toEqual(
        grouped(rows, (row) => String(row.status)[0] ?? '')
          .map(([statusClass, inside]) => ({ class: statusClass, requests: inside.length }))
          .sort((one, other) => one.class.localeCompare(other.class)),
      )
      const operations = grouped(rows, (row) =>
        JSON.stringify([row.serverId, row.method, row.operationId ?? [row.path]]),
      ).map(([, inside]) => inside)
      expect(found.topOperations.map(({ requests }) => requests)).toEqual(
        operations
          .map((inside) => inside.length)
          .sort((one, other) => other - one)
          .slice(0, 10),
      )
      for (const operation of found.topOperations) {
        const same = operations.filter(
          ([first]) =>
            first?.method === operation.method &&
            first.operationId === operation.operationId &&
            (first.operationId !== null || first.path === operation.path),
        )
        expect(
          same.map((inside) => ({
            requests: inside.length,
            errorRate: errorsOf(inside) / inside.length,
            ...percentiles(inside),
          })),
        ).toContainEqual({
          requests: operation.requests,
          errorRate: operation.errorRate,
          p50: operation.p50,
          p95: operation.p95,
          p99: operation.p99,
        })
      }
    }),
    { numRuns: 50 },
  )
})

test('without traffic everything is zero and no bucket is missing', async () => {
  const log = await openLog(temporaryFolder(), { now: () => now })
  const found = await log.analyse({ windowSeconds: 300 })
  expect(found).toMatchObject({ requests: 0, requestsPerSecond: 0, errorRate: 0, p99: 0 })
  expect(found.buckets).toHaveLength(60)
  expect([...found.statusMix, ...found.topOperations]).toEqual([])
})

test('an operation is shown with the path of its latest request', async () => {
  const log = await openLog(temporaryFolder(), { now: () => now })
  const on = (path: string): ReportedEntry => sampleEntry({ at: now - 1000, path })
  await log.append('a', [on('/pets/1'), on('/pets/2')])
  const { topOperations } = await log.analyse({ windowSeconds: 60 })
  expect(topOperations).toMatchObject([{ operationId: 'listPets', path: '/pets/2', requests: 2 }])
})

test('figures asked for again contain what has come, gone and come back since', async () => {
  let time = now
  const log = await openLog(temporaryFolder(), {
    now: () => time,
    retention: { maxEntries: 100, maxAgeHours: 8760 },
  })
  const requests = async () => (await log.analyse({ windowSeconds: 600 })).requests
  const at = (ago: number): ReportedEntry => sampleEntry({ at: now - ago })
  await log.append('a', [at(500_000), at(400_000), at(1_000)])
  expect(await requests()).toBe(3)
  // A slow request is logged when it ends, under the time at which it came.
  await log.append('a', [at(400_000)])
  expect(await requests()).toBe(4)
  const { undoToken } = await log.clear('a')
  expect(await requests()).toBe(0)
  await log.undoClear(undoToken)
  expect(await requests()).toBe(4)
  time += 150_000
  expect(await requests()).toBe(3)
  await log.append(
    'a',
    Array.from({ length: 100 }, () => at(0)),
  )
  await log.setRetention({ maxEntries: 100, maxAgeHours: 8760 })
  expect(await requests()).toBe(100)
})
