import type { QueryClient } from '@tanstack/react-query'
import type { Fact } from '#contract/facts.ts'
import type { LogRow } from '#contract/log-entry.ts'
import { withHits } from './apply-fact.ts'
import type { EngineQueries } from './orpc.ts'

const COUNT_EVERY_MS = 400
const REFRESH_METRICS_EVERY_MS = 2_000

type RequestsLogged = Extract<Fact, { type: 'requests.logged' }>

/**
 * Carries logged requests into hit counts and metrics, at a pace a screen can follow: hits are added
 * in the cache, metrics are read again. Rows that a burst left out make the hits be read again too.
 */
export function createRequestCounter(queries: QueryClient, orpc: EngineQueries) {
  let waiting: LogRow[] = []
  let incomplete = false
  let metricsAreOld = false
  let countTimer: ReturnType<typeof setTimeout> | null = null
  let metricsTimer: ReturnType<typeof setTimeout> | null = null

  function count(): void {
    countTimer = null
    const rowsByServer = Map.groupBy(waiting, (row) => row.serverId)
    waiting = []
    for (const [serverId, rows] of rowsByServer) {
      queries.setQueryData(orpc.operations.list.queryKey({ input: { serverId } }), (operations) =>
        operations ? withHits(operations, rows) : undefined,
      )
    }
  }

  function refreshMetrics(): void {
    metricsTimer = null
    if (!metricsAreOld) return
    metricsAreOld = false
    metricsTimer = setTimeout(refreshMetrics, REFRESH_METRICS_EVERY_MS)
    void queries.invalidateQueries({ queryKey: orpc.analytics.key() })
    if (!incomplete) return
    incomplete = false
    void queries.invalidateQueries({ queryKey: orpc.operations.list.key() })
  }

  return {
    add(fact: RequestsLogged): void {
      waiting.push(...fact.rows)
      if (fact.count > fact.rows.length) incomplete = true
      countTimer ??= setTimeout(count, COUNT_EVERY_MS)
      metricsAreOld = true
      // The first requests after a pause show at once; only a stream of them is held back.
      if (metricsTimer === null) refreshMetrics()
    },
    end(): void {
      if (countTimer) clearTimeout(countTimer)
      if (metricsTimer) clearTimeout(metricsTimer)
    },
  }
}
