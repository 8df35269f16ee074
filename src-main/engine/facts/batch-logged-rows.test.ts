import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fact } from '#contract/facts.ts'
import type { LogRow } from '#contract/log-entry.ts'
import { batchLoggedRows } from './batch-logged-rows.ts'
import { createFactFeed } from './fact-feed.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ seq: from + index }) as LogRow)

function listen() {
  const feed = createFactFeed((error) => {
    throw error
  })
  const facts: Extract<Fact, { type: 'requests.logged' }>[] = []
  feed.subscribe((fact) => {
    if (fact.type === 'requests.logged') facts.push(fact)
  })
  return { batch: batchLoggedRows(feed), facts }
}

test('rows of 100 milliseconds are announced together', () => {
  const { batch, facts } = listen()
  batch.add(rows(1, 2))
  batch.add(rows(3, 1))
  expect(facts).toHaveLength(0)
  vi.advanceTimersByTime(100)
  expect(facts.map(({ count, rows }) => [count, rows.length])).toEqual([[3, 3]])
})

test('a flood is counted whole and sent as its newest 500 rows', () => {
  const { batch, facts } = listen()
  batch.add(rows(1, 1_200))
  vi.advanceTimersByTime(100)
  expect(facts[0]?.count).toBe(1_200)
  expect(facts[0]?.rows).toHaveLength(500)
  expect(facts[0]?.rows.at(-1)?.seq).toBe(1_200)
})

test('nothing is announced when nothing was logged', () => {
  const { batch, facts } = listen()
  batch.flush()
  expect(facts).toHaveLength(0)
})
