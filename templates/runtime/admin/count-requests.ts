import type { Operation } from '#engine/specs/mock-api.ts'
import type { RequestRecord } from '../log/request-record.ts'

/** Upper bounds of the histogram in seconds. Mocks answer in fractions of a millisecond unless told to be slow. */
export const bounds = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]

/** Requests of one operation that were answered with one status. */
export interface RequestCount {
  method: string
  /** Its id; null where no operation was meant. */
  operation: string | null
  status: number
  count: number
  seconds: number
  /** How many fell under each bound and above the one before. */
  buckets: number[]
}

/** Counts requests in plain numbers, so that a request costs one addition. */
export interface RequestCounts {
  record(record: RequestRecord): void
  /** Adds what was counted elsewhere. */
  add(counts: readonly RequestCount[]): void
  total(): number
  all(): RequestCount[]
}

/** Begins to count from nothing. */
export function createRequestCounts(): RequestCounts {
  /** By operation, or by method where there is none; then by status. */
  const cells = new Map<Operation | string, Map<number, RequestCount>>()
  let total = 0

  function cellOf(
    key: Operation | string,
    { method, operation, status }: Pick<RequestCount, 'method' | 'operation' | 'status'>,
  ): RequestCount {
    let byStatus = cells.get(key)
    if (byStatus === undefined) {
      byStatus = new Map()
      cells.set(key, byStatus)
    }
    let cell = byStatus.get(status)
    if (cell === undefined) {
      const counted = { count: 0, seconds: 0, buckets: bounds.map(() => 0) }
      cell = { method, operation, status, ...counted }
      byStatus.set(status, cell)
    }
    return cell
  }

  return {
    record({ durationMs, head: { method }, answer: { operation, status } }) {
      const cell =
        operation === null
          ? cellOf(method, { method, operation, status })
          : cellOf(operation, { method: operation.method, operation: operation.id, status })
      const seconds = durationMs / 1000
      total += 1
      cell.count += 1
      cell.seconds += seconds
      let at = 0
      while (at < bounds.length && seconds > (bounds[at] ?? 0)) {
        at += 1
      }
      if (at < bounds.length) {
        cell.buckets[at] = (cell.buckets[at] ?? 0) + 1
      }
    },
    add(counts) {
      for (const counted of counts) {
        const { method, operation, count, seconds, buckets } = counted
        const cell = cellOf(operation === null ? method : `of ${operation}`, counted)
        total += count
        cell.count += count
        cell.seconds += seconds
        cell.buckets = cell.buckets.map((value, at) => value + (buckets[at] ?? 0))
      }
    },
    total: () => total,
    all: () => [...cells.values()].flatMap((byStatus) => [...byStatus.values()]),
  }
}
