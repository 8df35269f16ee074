import type { Analytics } from '#contract/analytics.ts'
import { analyseLog, bucketLength } from '../analyse-log.ts'
import { countTraffic, newsSince, pathOfEntry, type TrafficCount } from '../analytics-queries.ts'
import type { LogSql } from '../log-queries.ts'
import type { AnalyticsQuery } from '../log-store.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

export interface Analyser {
  analyse(query: AnalyticsQuery): Analytics
  /** To be called when entries were cleared or came back. */
  forget(): void
  /** To be called when entries up to a time were removed, in milliseconds since the epoch. */
  forgetUpTo(time: number): void
}

/** What one screen is shown, which it asks for again and again: counts of each bucket by its beginning. */
interface KnownTraffic {
  bucketMs: number
  buckets: Map<number, readonly TrafficCount[]>
  /** The last entry that the counts contain. */
  lastSeq: number
}

const rememberedScreens = 4

/**
 * Analyses the log. Counting very many entries takes a second, and other queries wait in the same thread: so each bucket
 * is counted once, and again only when an entry of its time has come or gone.
 */
export function createAnalyser(database: SqljsDatabase, sql: LogSql): Analyser {
  const screens = new Map<string, KnownTraffic>()

  /** The counts that still hold for a question, the least recently asked question forgotten. */
  function knownFor(query: AnalyticsQuery): KnownTraffic {
    const bucketMs = bucketLength(query)
    const key = JSON.stringify([query.serverId, bucketMs])
    const known = screens.get(key) ?? { bucketMs, buckets: new Map(), lastSeq: 0 }
    screens.delete(key)
    screens.set(key, known)
    const oldest = screens.keys().next().value
    if (screens.size > rememberedScreens && oldest !== undefined) screens.delete(oldest)
    const [news] = database.all(newsSince(sql, known.lastSeq))
    drop(known, (at) => news?.earliest != null && at + bucketMs > news.earliest)
    known.lastSeq = news?.last_seq ?? known.lastSeq
    return known
  }

  return {
    analyse(query) {
      const known = knownFor(query)
      const figures = analyseLog(
        {
          count(from, to) {
            const before = known.buckets.get(from)
            if (before) return before
            const counts = database.all(countTraffic(sql, { from, to, serverId: query.serverId }))
            known.buckets.set(from, counts)
            return counts
          },
          pathOf: (seq) => database.all(pathOfEntry(sql, seq))[0]?.path ?? '',
        },
        query,
      )
      drop(known, (at) => at < figures.from)
      return figures
    },
    forget: () => screens.clear(),
    forgetUpTo(time) {
      for (const known of screens.values()) drop(known, (at) => at <= time)
    },
  }
}

function drop({ buckets }: KnownTraffic, isStale: (at: number) => boolean): void {
  for (const at of buckets.keys()) if (isStale(at)) buckets.delete(at)
}
