import type { LogRow } from '#contract/log-entry.ts'
import type { LogFilter, LogPage } from '#contract/log-query.ts'
import type { Place } from '../../request-log/journal-format.ts'
import {
  countByText,
  countGroups,
  type LogSql,
  operationGroups,
  pageByGroups,
  pageByWalking,
  placeOfEntry,
} from '../log-queries.ts'
import type { OperationHits } from '../log-store.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

/** The reading side of the index. */
export interface LogReader {
  page(query: { filter: LogFilter; page: LogPage }): { rows: LogRow[]; total: number }
  place(seq: number): Place | null
  operationHits(serverId: string): Map<string, OperationHits>
  count(): number
  /** To be called when entries left or came back: remembered totals no longer hold. */
  forgetTotals(): void
}

// Collecting a page out of groups costs about this many index steps at most (some 10 ms).
const mostSteps = 60_000
const rememberedTotals = 8

export function createLogReader(database: SqljsDatabase, sql: LogSql): LogReader {
  // Totals of text filters: entries up to `through` are counted, later ones are added when asked again.
  const totals = new Map<string, { through: number; entries: number }>()

  function countGroupsOf(filter: LogFilter) {
    const row = database.all(countGroups(sql, filter))[0]
    return { groups: Number(row?.groups ?? 0), entries: Number(row?.entries ?? 0) }
  }

  function newestSeq(): number {
    const newest = sql.selectFrom('entries').select('seq').orderBy('seq', 'desc').limit(1)
    return database.all(newest)[0]?.seq ?? 0
  }

  function countTextMatches(filter: LogFilter): number {
    const key = JSON.stringify(filter)
    const known = totals.get(key) ?? { through: 0, entries: 0 }
    const through = newestSeq()
    const range = { above: known.through, below: through + 1 }
    const more = Number(database.all(countByText(sql, filter, range))[0]?.entries ?? 0)
    totals.delete(key)
    totals.set(key, { through, entries: known.entries + more })
    const oldest = totals.keys().next().value
    if (totals.size > rememberedTotals && oldest !== undefined) totals.delete(oldest)
    return known.entries + more
  }

  return {
    page({ filter, page: { limit, before, after } }) {
      const order = after === undefined ? ('desc' as const) : ('asc' as const)
      const range = { above: after ?? 0, below: before ?? Number.MAX_SAFE_INTEGER }
      const allowed = countGroupsOf({ ...filter, text: undefined })
      if (allowed.entries === 0) return { rows: [], total: 0 }
      const query = { filter, range, limit, order }
      const walk = Boolean(filter.text) || allowed.groups * limit > mostSteps
      const found = database.all(walk ? pageByWalking(sql, query) : pageByGroups(sql, query))
      if (order === 'asc') found.reverse()
      const rows = found.map(toLogRow)
      if (!filter.text) return { rows, total: allowed.entries }
      // A page that is not full has shown every match there is.
      const complete = rows.length < limit && before === undefined && after === undefined
      if (complete) return { rows, total: rows.length }
      return { rows, total: countGroupsOf(filter).entries + countTextMatches(filter) }
    },
    place(seq) {
      return database.all(placeOfEntry(sql, seq))[0] ?? null
    },
    operationHits(serverId) {
      const hits = new Map<string, OperationHits>()
      // Oldest first, so that the last status seen is the one that stays.
      for (const group of database.all(operationGroups(sql, serverId))) {
        if (group.operation_id === null) continue
        const before = hits.get(group.operation_id)?.hits ?? 0
        hits.set(group.operation_id, {
          hits: before + group.entries,
          lastStatus: group.status,
          lastSeq: group.last_seq,
        })
      }
      return hits
    },
    count: () => countGroupsOf({}).entries,
    forgetTotals: () => totals.clear(),
  }
}

type RowOfPage = Awaited<ReturnType<ReturnType<typeof pageByWalking>['execute']>>[number]

function toLogRow(row: RowOfPage): LogRow {
  return {
    seq: row.seq,
    id: row.id,
    serverId: row.server_id,
    at: row.at,
    durationMs: row.duration_ms,
    method: row.method,
    path: row.path,
    query: row.query,
    status: row.status,
    operationId: row.operation_id,
    scenario: row.scenario,
    requestSize: row.request_size,
    responseSize: row.response_size,
    violationCount: row.violation_count,
    reason: row.reason,
  }
}
