import { expect, test } from 'vitest'
import { trafficPoints } from './traffic-series.ts'

const percentiles = { p50: 2, p95: 5, p99: 9 }

test('buckets become rates per second, and none is faster than never asked', () => {
  const points = trafficPoints({
    from: 0,
    to: 10_000,
    bucketMs: 5_000,
    requests: 20,
    requestsPerSecond: 2,
    errorRate: 0.25,
    ...percentiles,
    buckets: [
      { at: 0, requests: 20, errors: 5, ...percentiles },
      { at: 5_000, requests: 0, errors: 0, p50: 0, p95: 0, p99: 0 },
    ],
    statusMix: [],
    topOperations: [],
  })
  expect(points).toEqual([
    { at: 0, good: 3, errors: 1, ...percentiles },
    { at: 5_000, good: 0, errors: 0, p50: null, p95: null, p99: null },
  ])
})
