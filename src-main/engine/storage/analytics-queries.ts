import { sql } from 'kysely'
import type { LogSql } from './log-queries.ts'
import { groupState } from './log-tables.ts'

/** A stretch of time, `from` inside and `to` outside, in milliseconds since the epoch. */
export interface TimeWindow {
  from: number
  to: number
  serverId: string | undefined
}

/** Requests of a window that are alike: their operation, status and duration. */
export interface TrafficCount {
  operation_key: number
  /** Requests that no operation answers are told apart by their path; empty for others. */
  unmatched_path: string
  operation_id: string | null
  method: string
  status: number
  duration_step: number
  requests: number
  last_seq: number
}

/** Counts all requests of a window; the cross join keeps the walk on the index by time. */
export function countTraffic(db: LogSql, { from, to, serverId }: TimeWindow) {
  const path = sql<string>`case when g.operation_id is null then e.path else '' end`
  return db
    .selectFrom('entries as e')
    .crossJoin('entry_groups as g')
    .whereRef('g.id', '=', 'e.group_id')
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where('g.state', '=', groupState.shown)
    .$if(serverId !== undefined, (query) => query.where('g.server_id', '=', serverId ?? ''))
    .select((eb) => [
      'g.operation_key',
      path.as('unmatched_path'),
      'g.operation_id',
      'g.method',
      'g.status',
      'e.duration_step',
      eb.fn.countAll<number>().as('requests'),
      eb.fn.max('e.seq').as('last_seq'),
    ])
    .groupBy(['g.id', 'unmatched_path', 'e.duration_step'])
}

/** The earliest time among entries that came after another, and the last of them; nulls when there are none. */
export function newsSince(db: LogSql, seq: number) {
  return db
    .selectFrom('entries')
    .where('seq', '>', seq)
    .select((eb) => [
      eb.fn.min<number | null>('at').as('earliest'),
      eb.fn.max<number | null>('seq').as('last_seq'),
    ])
}

/** Path of an entry, as an example of its operation. */
export function pathOfEntry(db: LogSql, seq: number) {
  return db.selectFrom('entries').select('path').where('seq', '=', seq)
}
