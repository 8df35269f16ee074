import type { LogRow } from '#contract/log-entry.ts'
import type { LogSql } from '../log-queries.ts'
import { groupState } from '../log-tables.ts'
import { searchText } from '../search-text.ts'
import type { SqljsDatabase } from './sqljs-database.ts'

/** Finds the group of an entry, makes new ones, and keeps their counts. */
export interface EntryGroups {
  /** Id of the group the row belongs to; it is counted at the next `saveCounts`. */
  add(row: LogRow): number
  /** Writes the counts of what was added. */
  saveCounts(): void
  /** Reads the groups that are shown again: after a clear, a deletion or a failed transaction. */
  reload(): void
}

type GroupKey = Pick<LogRow, 'serverId' | 'method' | 'status' | 'operationId' | 'scenario'>

export function createEntryGroups(database: SqljsDatabase, sql: LogSql): EntryGroups {
  const idByGroup = new Map<string, number>()
  const keyByOperation = new Map<string, number>()
  const added = new Map<number, { entries: number; lastSeq: number }>()
  let nextId = 1

  function reload() {
    idByGroup.clear()
    keyByOperation.clear()
    added.clear()
    nextId = 1
    for (const group of database.all(sql.selectFrom('entry_groups').selectAll().orderBy('id'))) {
      nextId = group.id + 1
      if (group.state !== groupState.shown) continue
      const key = {
        serverId: group.server_id,
        method: group.method,
        status: group.status,
        operationId: group.operation_id,
        scenario: group.scenario,
      }
      idByGroup.set(nameOfGroup(key), group.id)
      keyByOperation.set(nameOfOperation(key), group.operation_key)
    }
  }

  function create(row: LogRow): number {
    const id = nextId
    nextId += 1
    const operation = nameOfOperation(row)
    const operationKey = keyByOperation.get(operation) ?? id
    database.run(
      sql.insertInto('entry_groups').values({
        id,
        state: groupState.shown,
        server_id: row.serverId,
        method: row.method,
        status: row.status,
        operation_id: row.operationId,
        scenario: row.scenario,
        operation_key: operationKey,
        search: searchText([row.method, row.operationId]),
        entries: 0,
        last_seq: 0,
      }),
    )
    keyByOperation.set(operation, operationKey)
    return id
  }

  reload()
  return {
    add(row) {
      const name = nameOfGroup(row)
      let id = idByGroup.get(name)
      if (id === undefined) {
        id = create(row)
        idByGroup.set(name, id)
      }
      const count = added.get(id)
      if (count) {
        count.entries += 1
        count.lastSeq = row.seq
      } else added.set(id, { entries: 1, lastSeq: row.seq })
      return id
    },
    saveCounts() {
      for (const [id, { entries, lastSeq }] of added) {
        database.run(
          sql
            .updateTable('entry_groups')
            .set((eb) => ({ entries: eb('entries', '+', entries), last_seq: lastSeq }))
            .where('id', '=', id),
        )
      }
      added.clear()
    },
    reload,
  }
}

function nameOfGroup(key: GroupKey): string {
  return JSON.stringify([key.serverId, key.method, key.status, key.operationId, key.scenario])
}

function nameOfOperation(key: GroupKey): string {
  return JSON.stringify([key.serverId, key.method, key.operationId])
}
