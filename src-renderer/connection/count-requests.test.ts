import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogRow } from '#contract/log-entry.ts'
import { createRequestCounter } from './count-requests.ts'
import type { EngineQueries } from './orpc.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Only the names of queries are asked for. */
const orpc = {
  analytics: { key: () => ['analytics'] },
  operations: { list: { key: () => ['operations'], queryKey: () => ['operations', 's'] } },
} as unknown as EngineQueries

function countedReads() {
  const queries = new QueryClient()
  const reads: unknown[] = []
  vi.spyOn(queries, 'invalidateQueries').mockImplementation(async (filters) => {
    reads.push(filters?.queryKey?.[0])
  })
  const counter = createRequestCounter(queries, orpc)
  // The counter looks at no more of a row than this.
  const rows = [{ serverId: 's', operationId: 'o', seq: 1, status: 200 }] as LogRow[]
  return { reads, add: (count: number) => counter.add({ type: 'requests.logged', rows, count }) }
}

test('the figures are read with the first request, not seconds after it', () => {
  const { reads, add } = countedReads()
  add(1)
  expect(reads).toEqual(['analytics'])
})

test('a stream of requests is read at a steady pace, and its end is not missed', () => {
  const { reads, add } = countedReads()
  for (let step = 0; step < 100; step++) {
    add(1)
    vi.advanceTimersByTime(50)
  }
  expect(reads.length).toBe(3)
  vi.advanceTimersByTime(10_000)
  expect(reads.length).toBe(4)
  add(1)
  expect(reads.length).toBe(5)
})

test('rows that a burst left out make the hit counts be read again', () => {
  const { reads, add } = countedReads()
  add(500)
  expect(reads).toEqual(['analytics', 'operations'])
})
