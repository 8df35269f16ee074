import type { Analytics } from '#contract/analytics.ts'
import type { TrafficCount } from './analytics-queries.ts'
import { durationOfStep } from './duration-steps.ts'
import type { AnalyticsQuery } from './log-store.ts'

const bucketCount = 60
const operationCount = 10

/** Where the figures come from: SQL counts what is alike, and only counts are calculated with here. */
export interface Traffic {
  /** All requests of a time, `from` inside and `to` outside. */
  count(from: number, to: number): readonly TrafficCount[]
  pathOf(seq: number): string
}

/** Length of each of the buckets of a window, in milliseconds. */
export function bucketLength({ windowSeconds }: Pick<AnalyticsQuery, 'windowSeconds'>): number {
  return Math.ceil((windowSeconds * 1000) / bucketCount)
}

/**
 * Traffic of the time before `now` in 60 buckets. Their borders are multiples of their length, so that
 * a chart moves by whole buckets; the last one contains `now` and is still filling.
 * Errors are answers of status 400 and above. Percentiles are nearest-rank: the p-th is the
 * value at position ceil(p/100 · n) in order, as exact as `durationStep` is. Classes are the first digit
 * of the status. The path of an operation is that of its latest request.
 */
export function analyseLog(traffic: Traffic, query: AnalyticsQuery): Analytics {
  const bucketMs = bucketLength(query)
  const to = (Math.floor(query.now / bucketMs) + 1) * bucketMs
  const from = to - bucketCount * bucketMs
  const counts = Array.from({ length: bucketCount }, (_, index) => {
    const at = from + index * bucketMs
    return { at, counts: traffic.count(at, at + bucketMs) }
  })
  const all = counts.flatMap((bucket) => bucket.counts)
  const { requests, errors, ...percentiles } = summarise(all)
  return {
    from,
    to,
    bucketMs,
    requests,
    requestsPerSecond: requests / ((query.now - from) / 1000 || 1),
    errorRate: requests === 0 ? 0 : errors / requests,
    ...percentiles,
    buckets: counts.map((bucket) => ({ at: bucket.at, ...summarise(bucket.counts) })),
    statusMix: statusMix(all),
    topOperations: topOperations(all, traffic),
  }
}

function summarise(counts: readonly TrafficCount[]) {
  let requests = 0
  let errors = 0
  const bySteps = new Map<number, number>()
  for (const count of counts) {
    requests += count.requests
    if (count.status >= 400) errors += count.requests
    const { duration_step: step } = count
    bySteps.set(step, (bySteps.get(step) ?? 0) + count.requests)
  }
  return { requests, errors, ...percentilesOf(bySteps, requests) }
}

function percentilesOf(bySteps: ReadonlyMap<number, number>, requests: number) {
  const ordered = [...bySteps].sort(([one], [other]) => one - other)
  const at = (percent: number) => {
    let left = Math.ceil((percent * requests) / 100)
    for (const [step, count] of ordered) {
      left -= count
      if (left <= 0) return durationOfStep(step)
    }
    return 0
  }
  return { p50: at(50), p95: at(95), p99: at(99) }
}

function statusMix(counts: readonly TrafficCount[]): Analytics['statusMix'] {
  const byClass = Map.groupBy(counts, ({ status }) => String(Math.floor(status / 100)))
  return [...byClass]
    .map(([name, inside]) => ({ class: name, requests: sum(inside) }))
    .sort((one, other) => one.class.localeCompare(other.class))
}

function topOperations(
  counts: readonly TrafficCount[],
  traffic: Traffic,
): Analytics['topOperations'] {
  const operations = Map.groupBy(
    counts,
    ({ operation_key: key, unmatched_path: path }) => `${key} ${path}`,
  )
  return [...operations.values()]
    .map((inside) => ({ inside, requests: sum(inside) }))
    .sort((one, other) => other.requests - one.requests)
    .slice(0, operationCount)
    .flatMap(({ inside }) => {
      const [first] = inside
      if (!first) return []
      const { requests, errors, ...percentiles } = summarise(inside)
      const last = Math.max(...inside.map(({ last_seq: seq }) => seq))
      return {
        operationId: first.operation_id,
        method: first.method,
        path: first.unmatched_path || traffic.pathOf(last),
        requests,
        errorRate: errors / requests,
        ...percentiles,
      }
    })
}

function sum(counts: readonly TrafficCount[]): number {
  return counts.reduce((total, { requests }) => total + requests, 0)
}
