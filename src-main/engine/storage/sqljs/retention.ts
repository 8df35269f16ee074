import type { LogSql } from '../log-queries.ts'
import { countGroups } from '../log-queries.ts'
import type { Retention } from '../log-store.ts'
import { groupState } from '../log-tables.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

// A step must be short beside a query, because queries wait for it.
const rowsPerStep = 2_000
const hourMs = 3_600_000

export interface RemovedEntries {
  count: number
  /** Time of the latest of them, in milliseconds since the epoch. */
  latest: number
}

/**
 * One small step towards what may stay: entries of cleared groups go first, then the oldest beyond
 * the number, then those beyond the age. Returns what was deleted; null means that all is done.
 */
export function removeSomeEntries(
  database: SqljsDatabase,
  sql: LogSql,
  retention: Retention,
  now: number,
): RemovedEntries | null {
  const chosen = entriesToRemove(database, sql, retention, now)
  const byGroup = new Map<number, number>()
  const removed = { count: 0, latest: 0 }
  for (const { group_id, at } of database.all(chosen.select(['group_id', 'at']))) {
    byGroup.set(group_id, (byGroup.get(group_id) ?? 0) + 1)
    removed.count += 1
    removed.latest = Math.max(removed.latest, at)
  }
  if (removed.count === 0) return null
  database.transaction(() => {
    database.run(sql.deleteFrom('entries').where('seq', 'in', chosen.select('seq')))
    for (const [id, entries] of byGroup) {
      database.run(
        sql
          .updateTable('entry_groups')
          .set((eb) => ({ entries: eb('entries', '-', entries) }))
          .where('id', '=', id),
      )
    }
    database.run(sql.deleteFrom('entry_groups').where('entries', '<=', 0))
  })
  return removed
}

function entriesToRemove(database: SqljsDatabase, sql: LogSql, retention: Retention, now: number) {
  const entries = sql.selectFrom('entries')
  const groups = leavingGroups(database, sql)
  if (groups > 0) {
    const leaving = leavingFirst(sql).select('id').limit(groups)
    return entries
      .where('group_id', 'in', leaving)
      .orderBy('group_id')
      .orderBy('seq')
      .limit(rowsPerStep)
  }
  const shown = Number(database.all(countGroups(sql, {}))[0]?.entries ?? 0)
  if (shown > retention.maxEntries) {
    return entries.orderBy('seq').limit(Math.min(shown - retention.maxEntries, rowsPerStep))
  }
  return entries
    .where('at', '<', now - retention.maxAgeHours * hourMs)
    .orderBy('at')
    .orderBy('seq')
    .limit(rowsPerStep)
}

/** How many of the groups on their way out one step takes: most have few entries, and each step has a price of its own. */
function leavingGroups(database: SqljsDatabase, sql: LogSql): number {
  const waiting = database.all(leavingFirst(sql).select('entries').limit(rowsPerStep))
  let rows = 0
  const tooMany = waiting.findIndex((group) => {
    rows += group.entries
    return rows > rowsPerStep
  })
  // The first may be larger than a step, and is then taken in parts.
  return tooMany < 0 ? waiting.length : Math.max(tooMany, 1)
}

function leavingFirst(sql: LogSql) {
  return sql.selectFrom('entry_groups').where('state', '=', groupState.leaving).orderBy('id')
}
