import type { LogSql } from '../log-queries.ts'
import { countGroups } from '../log-queries.ts'
import type { Retention } from '../log-store.ts'
import { groupState } from '../log-tables.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

// A step must be short beside a query, because queries wait for it.
const rowsPerStep = 2_000
const hourMs = 3_600_000

/**
 * One small step towards what may stay: entries of cleared groups go first, then the oldest beyond
 * the number, then those beyond the age. Returns how many were deleted; 0 means that all is done.
 */
export function removeSomeEntries(
  database: SqljsDatabase,
  sql: LogSql,
  retention: Retention,
  now: number,
): number {
  const chosen = entriesToRemove(database, sql, retention, now)
  const byGroup = new Map<number, number>()
  for (const { group_id } of database.all(chosen.select('group_id'))) {
    byGroup.set(group_id, (byGroup.get(group_id) ?? 0) + 1)
  }
  if (byGroup.size === 0) return 0
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
  return [...byGroup.values()].reduce((sum, entries) => sum + entries, 0)
}

function entriesToRemove(database: SqljsDatabase, sql: LogSql, retention: Retention, now: number) {
  const entries = sql.selectFrom('entries')
  const leaving = database.all(
    sql.selectFrom('entry_groups').select('id').where('state', '=', groupState.leaving).limit(1),
  )[0]
  if (leaving) return entries.where('group_id', '=', leaving.id).orderBy('seq').limit(rowsPerStep)
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
