import { expect, test } from 'vitest'
import { ratiosByRound } from './measure-throughput.ts'

test('a ratio compares figures of the same round, so that a slow minute does not count', () => {
  const own = [
    { round: 1, requestsPerSecond: 300 },
    { round: 2, requestsPerSecond: 30 },
  ]
  const limit = [
    { round: 2, requestsPerSecond: 10 },
    { round: 1, requestsPerSecond: 100 },
  ]
  expect(ratiosByRound(own, limit)).toEqual([3, 3])
})

test('a round without its limit gives no ratio', () => {
  expect(ratiosByRound([{ round: 1, requestsPerSecond: 5 }], [])).toEqual([])
})
