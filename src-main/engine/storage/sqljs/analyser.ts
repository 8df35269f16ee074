import type { Analytics } from '#contract/analytics.ts'
import { analyseLog } from '../analyse-log.ts'
import type { LogSql } from '../log-queries.ts'
import type { AnalyticsQuery } from '../log-store.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

export interface Analyser {
  analyse(query: AnalyticsQuery): Analytics
  /** To be called when entries were cleared or came back. */
  forget(): void
}

// Figures that took longer than this are given again for a while: other queries wait in the same thread.
const costlyMs = 200
const restPerCost = 4

/**
 * Analyses the log. Figures over very many entries take seconds; a screen that asks for them again and
 * again gets the last ones for four times as long, so that most of the time is left for the rows.
 */
export function createAnalyser(database: SqljsDatabase, sql: LogSql): Analyser {
  const known = new Map<string, { figures: Analytics; freshUntil: number }>()

  return {
    analyse(query) {
      const key = JSON.stringify([query.serverId, query.windowSeconds])
      const start = performance.now()
      const last = known.get(key)
      if (last && start < last.freshUntil) return last.figures
      const figures = analyseLog(sql, (built) => database.all(built), query)
      const cost = performance.now() - start
      known.delete(key)
      if (cost > costlyMs) {
        known.set(key, { figures, freshUntil: start + cost * (1 + restPerCost) })
      }
      return figures
    },
    forget: () => known.clear(),
  }
}
