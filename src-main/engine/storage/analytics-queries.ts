import { type RawBuilder, sql } from 'kysely'
import type { LogSql } from './log-queries.ts'
import { groupState } from './log-tables.ts'

/** A stretch of time, `from` inside and `to` outside, in milliseconds since the epoch. */
export interface TimeWindow {
  from: number
  to: number
  bucketMs: number
  serverId: string | undefined
}

const errors = sql<number>`sum(case when g.status >= 400 then 1 else 0 end)`

/** Entries of the window; the cross join keeps the walk on the index by time. */
function windowed(db: LogSql, { from, to, serverId }: TimeWindow) {
  return db
    .selectFrom('entries as e')
    .crossJoin('entry_groups as g')
    .whereRef('g.id', '=', 'e.group_id')
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where('g.state', '=', groupState.shown)
    .$if(serverId !== undefined, (query) => query.where('g.server_id', '=', serverId ?? ''))
}

function bucketOf({ from, bucketMs }: TimeWindow): RawBuilder<number> {
  return sql<number>`cast(floor((e.at - ${from}) / ${bucketMs}) as integer)`
}

// Requests that no operation answers are told apart by their path.
const unmatchedPath = sql<string>`case when g.operation_id is null then e.path else '' end`

/** Requests and errors of each bucket that has any, in order. */
export function countBuckets(db: LogSql, window: TimeWindow) {
  return windowed(db, window)
    .select((eb) => [
      bucketOf(window).as('bucket'),
      eb.fn.countAll<number>().as('requests'),
      errors.as('errors'),
    ])
    .groupBy('bucket')
    .orderBy('bucket')
}

export function countStatusClasses(db: LogSql, window: TimeWindow) {
  return windowed(db, window)
    .select((eb) => [
      sql<number>`cast(floor(g.status / 100) as integer)`.as('class'),
      eb.fn.countAll<number>().as('requests'),
    ])
    .groupBy('class')
    .orderBy('class')
}

/** The busiest operations, most requests first. */
export function countOperations(db: LogSql, window: TimeWindow, limit: number) {
  return windowed(db, window)
    .select((eb) => [
      'g.operation_key',
      unmatchedPath.as('unmatched_path'),
      'g.operation_id',
      'g.method',
      eb.fn.countAll<number>().as('requests'),
      errors.as('errors'),
      eb.fn.max('g.last_seq').as('last_seq'),
    ])
    .groupBy(['g.operation_key', 'unmatched_path', 'g.operation_id', 'g.method'])
    .orderBy('requests', 'desc')
    .orderBy('g.operation_key')
    .orderBy('unmatched_path')
    .limit(limit)
}

/** Path of an entry, as an example of its operation. */
export function pathOfEntry(db: LogSql, seq: number) {
  return db.selectFrom('entries').select('path').where('seq', '=', seq)
}

/** Durations at the given positions (from 1) of all durations in order. */
export function durationsAt(db: LogSql, window: TimeWindow, positions: number[]) {
  const ordered = windowed(db, window).select([
    'e.duration_ms',
    sql<number>`row_number() over (order by e.duration_ms)`.as('position'),
  ])
  return db.selectFrom(ordered.as('ordered')).selectAll().where('position', 'in', positions)
}

/** The same, over the entries ordered by bucket and then by duration. */
export function durationsInBucketsAt(db: LogSql, window: TimeWindow, positions: number[]) {
  const ordered = windowed(db, window).select([
    'e.duration_ms',
    sql<number>`row_number() over (order by ${bucketOf(window)}, e.duration_ms)`.as('position'),
  ])
  return db.selectFrom(ordered.as('ordered')).selectAll().where('position', 'in', positions)
}

/** Durations at the given positions within each of the operations. */
export function durationsOfOperationsAt(
  db: LogSql,
  window: TimeWindow,
  operationKeys: number[],
  positions: number[],
) {
  const ordered = windowed(db, window)
    .where('g.operation_key', 'in', operationKeys)
    .select([
      'g.operation_key',
      unmatchedPath.as('unmatched_path'),
      'e.duration_ms',
      sql<number>`row_number() over (
        partition by g.operation_key, ${unmatchedPath} order by e.duration_ms
      )`.as('position'),
    ])
  return db.selectFrom(ordered.as('ordered')).selectAll().where('position', 'in', positions)
}
