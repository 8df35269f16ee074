import type { Operation } from '#engine/specs/mock-api.ts'
import type { LogState } from '../log/request-log.ts'
import type { RequestRecord } from '../log/request-record.ts'

/** Upper bounds of the histogram in seconds. Mocks answer in fractions of a millisecond unless told to be slow. */
const bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Cell {
  method: string
  operation: string
  status: number
  count: number
  seconds: number
  /** How many fell under each bound and above the one before. */
  buckets: number[]
}

export interface Metrics {
  record(record: RequestRecord): void
  requestCount(): number
  /** The text format of Prometheus. */
  text(): Promise<{ contentType: string; text: string }>
}

interface Sample {
  labels: Record<string, string | number>
  value: number
  metricName?: string
}

/**
 * Counts requests in plain numbers and hands them to prom-client when somebody scrapes, so that a
 * request costs one addition and start-up does not load the library.
 */
export function createMetrics(gauges: {
  startedAt: number
  activeScenario: () => string
  logState: () => LogState
}): Metrics {
  const cells = new Map<Operation | string, Map<number, Cell>>()
  let total = 0

  function cellOf(record: RequestRecord): Cell {
    const { operation, status } = record.answer
    const key = operation ?? record.head.method
    let byStatus = cells.get(key)
    if (byStatus === undefined) {
      byStatus = new Map()
      cells.set(key, byStatus)
    }
    let cell = byStatus.get(status)
    if (cell === undefined) {
      cell = {
        method: operation?.method ?? record.head.method,
        operation: operation?.id ?? 'none',
        status,
        count: 0,
        seconds: 0,
        buckets: bounds.map(() => 0),
      }
      byStatus.set(status, cell)
    }
    return cell
  }

  function allCells(): Cell[] {
    return [...cells.values()].flatMap((byStatus) => [...byStatus.values()])
  }

  return {
    record(record) {
      const cell = cellOf(record)
      const seconds = record.durationMs / 1000
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
    requestCount: () => total,
    async text() {
      const { default: client } = await import('prom-client')
      const registry = new client.Registry()
      const add = (name: string, type: string, help: string, values: Sample[]) => {
        // The registry asks a metric for its values through `get`; these are already counted.
        const metric = { name, help, type, get: () => ({ name, help, type, values }) }
        registry.registerMetric(metric as unknown as Parameters<typeof registry.registerMetric>[0])
      }
      const counted = allCells()
      add('requests_total', 'counter', 'Requests answered', counted.map(countSample))
      add(
        'errors_total',
        'counter',
        'Requests answered with a status of 400 or more, or not at all',
        counted.filter(({ status }) => status >= 400 || status === 0).map(countSample),
      )
      add(
        'response_time_seconds',
        'histogram',
        'Time from the arrival of a request to its answer',
        counted.flatMap(histogramSamples),
      )
      add('process_start_time_seconds', 'gauge', 'Start of the process since the epoch', [
        { labels: {}, value: gauges.startedAt / 1000 },
      ])
      add('process_resident_memory_bytes', 'gauge', 'Resident memory', [
        { labels: {}, value: process.memoryUsage.rss() },
      ])
      const { waiting, dropped } = gauges.logState()
      add('log_entries_waiting', 'gauge', 'Requests that the log has not taken yet', [
        { labels: {}, value: waiting },
      ])
      add(
        'log_entries_dropped_total',
        'counter',
        'Requests missing from the log, as it is slower',
        [{ labels: {}, value: dropped }],
      )
      add('scenario_active', 'gauge', 'The active scenario', [
        { labels: { scenario: gauges.activeScenario() }, value: 1 },
      ])
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

function labelsOf({ method, operation, status }: Cell): Record<string, string | number> {
  return { method, operation, status }
}

function countSample(cell: Cell): Sample {
  return { labels: labelsOf(cell), value: cell.count }
}

/** A histogram's buckets are cumulative and end with all. */
function histogramSamples(cell: Cell): Sample[] {
  const labels = labelsOf(cell)
  let below = 0
  const buckets = bounds.map((bound, at): Sample => {
    below += cell.buckets[at] ?? 0
    return {
      labels: { ...labels, le: bound },
      value: below,
      metricName: 'response_time_seconds_bucket',
    }
  })
  return [
    ...buckets,
    {
      labels: { ...labels, le: '+Inf' },
      value: cell.count,
      metricName: 'response_time_seconds_bucket',
    },
    { labels, value: cell.seconds, metricName: 'response_time_seconds_sum' },
    { labels, value: cell.count, metricName: 'response_time_seconds_count' },
  ]
}
