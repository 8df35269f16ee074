import type { WorkersState } from '#contract/server.ts'
import type { LogState } from '../log/request-log.ts'
import {
  bounds,
  createRequestCounts,
  type RequestCount,
  type RequestCounts,
} from './count-requests.ts'

export interface Metrics extends Pick<RequestCounts, 'record' | 'add'> {
  requestCount(): number
  /** The text format of Prometheus. */
  text(): Promise<{ contentType: string; text: string }>
}

interface Sample {
  labels: Record<string, string | number>
  value: number
  metricName?: string
}

/** Counts requests and hands the counts to prom-client when somebody scrapes: start-up does not load the library. */
export function createMetrics(gauges: {
  startedAt: number
  activeScenario: () => string
  logState: () => LogState
  /** Bytes of resident memory. */
  memory: () => number
  /** Null where one process answers. */
  workers: (() => WorkersState) | null
}): Metrics {
  const counts = createRequestCounts()

  return {
    record: counts.record,
    add: counts.add,
    requestCount: counts.total,
    async text() {
      const { default: client } = await import('prom-client')
      const registry = new client.Registry()
      const add = (name: string, type: string, help: string, values: Sample[]) => {
        // The registry asks a metric for its values through `get`; these are already counted.
        const metric = { name, help, type, get: () => ({ name, help, type, values }) }
        registry.registerMetric(metric as unknown as Parameters<typeof registry.registerMetric>[0])
      }
      const counted = counts.all()
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
        { labels: {}, value: gauges.memory() },
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
      if (gauges.workers !== null) {
        const { answering, lost } = gauges.workers()
        add('workers_answering', 'gauge', 'Workers that answer', [{ labels: {}, value: answering }])
        add('workers_lost_total', 'counter', 'Workers that ended by themselves', [
          { labels: {}, value: lost },
        ])
      }
      add('scenario_active', 'gauge', 'The active scenario', [
        { labels: { scenario: gauges.activeScenario() }, value: 1 },
      ])
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

function labelsOf({ method, operation, status }: RequestCount): Record<string, string | number> {
  return { method, operation: operation ?? 'none', status }
}

function countSample(cell: RequestCount): Sample {
  return { labels: labelsOf(cell), value: cell.count }
}

/** A histogram's buckets are cumulative and end with all. */
function histogramSamples(cell: RequestCount): Sample[] {
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
