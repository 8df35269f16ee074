import type { Analytics } from '#contract/analytics.ts'
import {
  countBuckets,
  countOperations,
  countStatusClasses,
  durationsAt,
  durationsInBucketsAt,
  durationsOfOperationsAt,
  pathOfEntry,
  type TimeWindow,
} from './analytics-queries.ts'
import type { LogSql } from './log-queries.ts'
import type { AnalyticsQuery } from './log-store.ts'

const bucketCount = 60
const operationCount = 10
const percents = [50, 95, 99] as const

/** Runs a query of a builder and gives its rows. */
export type RunQuery = <Row>(query: {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] }
  execute(): Promise<Row[]>
}) => Row[]

/**
 * Traffic of the time before `now` in 60 buckets. Their borders are multiples of their length, so that
 * a chart moves by whole buckets; the last one contains `now` and is still filling.
 * Errors are answers of status 400 and above. Percentiles are nearest-rank: the p-th is the
 * value at position ceil(p/100 · n) in order. Classes are the first digit of the status. The path of
 * an operation is that of its latest request.
 */
export function analyseLog(sql: LogSql, run: RunQuery, query: AnalyticsQuery): Analytics {
  const bucketMs = Math.ceil((query.windowSeconds * 1000) / bucketCount)
  const to = (Math.floor(query.now / bucketMs) + 1) * bucketMs
  const from = to - bucketCount * bucketMs
  const window = { from, to, bucketMs, serverId: query.serverId }
  const buckets = analyseBuckets(sql, run, window)
  const requests = buckets.reduce((sum, bucket) => sum + bucket.requests, 0)
  const errors = buckets.reduce((sum, bucket) => sum + bucket.errors, 0)
  return {
    from,
    to,
    bucketMs,
    requests,
    requestsPerSecond: requests / ((query.now - from) / 1000 || 1),
    errorRate: requests === 0 ? 0 : errors / requests,
    ...analyseAll(sql, run, window, requests),
    buckets,
    statusMix: run(countStatusClasses(sql, window)).map((row) => ({
      class: String(row.class),
      requests: Number(row.requests),
    })),
    topOperations: analyseOperations(sql, run, window),
  }
}

/** Positions (from 1) of the percentiles among `count` ordered values. */
function ranks(count: number): number[] {
  return percents.map((percent) => Math.ceil((percent * count) / 100))
}

/** Percentiles from the values at the positions that `ranks` gave. */
function percentilesFrom(values: readonly (number | undefined)[]) {
  return { p50: values[0] ?? 0, p95: values[1] ?? 0, p99: values[2] ?? 0 }
}

function analyseAll(sql: LogSql, run: RunQuery, window: TimeWindow, requests: number) {
  if (requests === 0) return percentilesFrom([])
  const positions = ranks(requests)
  const found = new Map(
    run(durationsAt(sql, window, positions)).map((row) => [row.position, row.duration_ms] as const),
  )
  return percentilesFrom(positions.map((position) => found.get(position)))
}

function analyseBuckets(sql: LogSql, run: RunQuery, window: TimeWindow) {
  let before = 0
  const counted = run(countBuckets(sql, window)).map((row) => {
    const start = before
    before += row.requests
    return { ...row, positions: ranks(row.requests).map((rank) => start + rank) }
  })
  const positions = counted.flatMap((bucket) => bucket.positions)
  const found = new Map(
    (positions.length === 0 ? [] : run(durationsInBucketsAt(sql, window, positions))).map(
      (row) => [row.position, row.duration_ms] as const,
    ),
  )
  const byBucket = new Map(counted.map((bucket) => [bucket.bucket, bucket]))
  return Array.from({ length: bucketCount }, (_, index) => {
    const bucket = byBucket.get(index)
    return {
      at: window.from + index * window.bucketMs,
      requests: bucket?.requests ?? 0,
      errors: bucket?.errors ?? 0,
      ...percentilesFrom((bucket?.positions ?? []).map((position) => found.get(position))),
    }
  })
}

function analyseOperations(sql: LogSql, run: RunQuery, window: TimeWindow) {
  const operations = run(countOperations(sql, window, operationCount))
  if (operations.length === 0) return []
  const keys = [...new Set(operations.map((operation) => operation.operation_key))]
  const positions = [...new Set(operations.flatMap(({ requests }) => ranks(requests)))]
  const name = (key: number, path: string, position: number) => `${key} ${position} ${path}`
  const found = new Map(
    run(durationsOfOperationsAt(sql, window, keys, positions)).map(
      (row) =>
        [name(row.operation_key, row.unmatched_path, row.position), row.duration_ms] as const,
    ),
  )
  return operations.map((operation) => {
    const { operation_key: key, unmatched_path: unmatched, requests } = operation
    return {
      operationId: operation.operation_id,
      method: operation.method,
      path: unmatched || (run(pathOfEntry(sql, operation.last_seq))[0]?.path ?? ''),
      requests,
      errorRate: operation.errors / requests,
      ...percentilesFrom(ranks(requests).map((rank) => found.get(name(key, unmatched, rank)))),
    }
  })
}
