import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { createRecordMerge } from './merge-records.ts'
import type { FinishedRecord } from './record-text.ts'
import { recordWith } from './records-for-tests.ts'

beforeEach(() => {
  // Time is the one thing that is not real here.
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

function finished(finishedAt: number): FinishedRecord {
  return { finishedAt, record: recordWith() }
}

function openMerge() {
  const order: number[] = []
  const asked: number[] = []
  const merge = createRecordMerge({
    deliver: ({ finishedAt }) => order.push(finishedAt),
    behind: (worker) => asked.push(worker),
  })
  return { merge, order, asked }
}

test('records of all workers come in the order in which they were finished, each once', () => {
  const times = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(
      times.chain((given) =>
        fc.record({
          given: fc.constant([...given].sort((a, b) => a - b)),
          workers: fc.array(fc.nat(2), { minLength: given.length, maxLength: given.length }),
          ships: fc.array(fc.nat(2), { maxLength: 40 }),
        }),
      ),
      ({ given, workers, ships }) => {
        const { merge, order } = openMerge()
        const waiting: number[][] = [[], [], []]
        for (const worker of [0, 1, 2]) merge.join(worker, 0)
        let now = 0
        given.forEach((time, at) => {
          waiting[workers[at] ?? 0]?.push(time)
          now = time
          const ship = ships[at]
          if (ship !== undefined)
            merge.take(ship, (waiting[ship] ?? []).splice(0).map(finished), now)
        })
        for (const worker of [0, 1, 2]) {
          merge.take(worker, (waiting[worker] ?? []).splice(0).map(finished), now)
        }
        expect(order).toEqual(given)
      },
    ),
    { numRuns: 300 },
  )
})

test('a worker that has nothing to ship is asked how far it is', () => {
  const { merge, order, asked } = openMerge()
  merge.join(1, 0)
  merge.join(2, 0)
  merge.take(1, [finished(5)], 6)
  expect(order).toEqual([])
  vi.advanceTimersByTime(10)
  expect(asked).toEqual([2])
  merge.take(2, [finished(4)], 7)
  expect(order).toEqual([4, 5])
})

test('a worker that hangs holds up the records of others for half a second', () => {
  const { merge, order } = openMerge()
  merge.join(1, 0)
  merge.join(2, 0)
  merge.take(1, [finished(5)], 6)
  vi.advanceTimersByTime(499)
  expect(order).toEqual([])
  vi.advanceTimersByTime(1)
  expect(order).toEqual([5])
})

test('nobody waits for a worker that has ended, and what it shipped is kept', () => {
  const { merge, order } = openMerge()
  merge.join(1, 0)
  merge.join(2, 0)
  merge.take(1, [finished(5)], 6)
  merge.leave(1)
  merge.leave(2)
  merge.take(1, [finished(7)], 8)
  expect(order).toEqual([5, 7])
})
