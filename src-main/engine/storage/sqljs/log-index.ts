import type { LogRow } from '#contract/log-entry.ts'
import type { ControlRecord } from '../../request-log/journal-format.ts'
import { readFrames, readRecord } from '../../request-log/journal-format.ts'
import { durationStep } from '../duration-steps.ts'
import type { LogSql } from '../log-queries.ts'
import type { JournalChunk } from '../log-store.ts'
import { groupState } from '../log-tables.ts'
import { searchText } from '../search-text.ts'
import { createEntryGroups } from './entry-groups.ts'
import type { SqljsDatabase, SqlParameter } from './sqljs-database.ts'

/** How far the index has followed the journal. */
export interface Position {
  segment: number
  offset: number
}

/** The writing side of the index: follows the journal, record by record. */
export interface LogIndex {
  /** As `LogStore.apply`. */
  apply(chunk: JournalChunk): { affected: number[]; soundBytes: number }
  position(): Position
  lastSeq(): number
  /** Cleared entries can no longer be brought back. */
  settle(): void
  /** To be called when groups were deleted. */
  groupsChanged(): void
}

const columns = [
  'seq',
  'group_id',
  'search',
  'at',
  'duration_ms',
  'duration_step',
  'id',
  'path',
  'query',
  'reason',
  'request_size',
  'response_size',
  'violation_count',
  'segment',
  'offset',
  'length',
] as const

type Column = (typeof columns)[number]

export function createLogIndex(database: SqljsDatabase, sql: LogSql): LogIndex {
  const groups = createEntryGroups(database, sql)
  const state = readState()
  const insert = sql
    .insertInto('entries')
    .columns([...columns])
    .values(Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, never>)
    .compile()

  function readState() {
    const stored = new Map(
      database
        .all(sql.selectFrom('log_state').selectAll())
        .map(({ name, value }) => [name, value] as const),
    )
    return {
      lastSeq: stored.get('last_seq') ?? 0,
      segment: stored.get('segment') ?? 0,
      offset: stored.get('offset') ?? 0,
    }
  }

  function saveState() {
    const rows = [
      { name: 'last_seq', value: state.lastSeq },
      { name: 'segment', value: state.segment },
      { name: 'offset', value: state.offset },
    ]
    database.run(
      sql
        .insertInto('log_state')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        ),
    )
  }

  function entryValues(row: LogRow, segment: number, offset: number, length: number) {
    return [
      row.seq,
      groups.add(row),
      searchText([row.path, row.query, row.reason]),
      row.at,
      row.durationMs,
      durationStep(row.durationMs),
      row.id,
      row.path,
      row.query,
      row.reason,
      row.requestSize,
      row.responseSize,
      row.violationCount,
      segment,
      offset,
      length,
    ] satisfies SqlParameter[]
  }

  /** Moves groups from one state to another; the number of entries they hold. */
  function moveGroups(from: number[], to: number, serverId: string | null): number {
    const chosen = database.all(
      sql
        .selectFrom('entry_groups')
        .select(['id', 'entries'])
        .where('state', 'in', from)
        .$if(serverId !== null, (query) => query.where('server_id', '=', serverId ?? '')),
    )
    for (const { id } of chosen) {
      database.run(sql.updateTable('entry_groups').set({ state: to }).where('id', '=', id))
    }
    return chosen.reduce((sum, group) => sum + group.entries, 0)
  }

  function settle() {
    moveGroups([groupState.cleared], groupState.leaving, null)
  }

  function control(record: ControlRecord): number {
    // What was added before counts for the record.
    groups.saveCounts()
    let affected = 0
    if (record.control === 'segment') state.lastSeq = Math.max(state.lastSeq, record.nextSeq - 1)
    else if (record.control === 'clear') {
      settle()
      affected = moveGroups([groupState.shown], groupState.cleared, record.serverId)
    } else if (record.control === 'undo') {
      affected = moveGroups([groupState.cleared], groupState.shown, null)
    } else {
      const all = [groupState.shown, groupState.cleared]
      affected = moveGroups(all, groupState.leaving, record.serverId)
    }
    if (record.control !== 'segment') groups.reload()
    return affected
  }

  function apply({ segment, offset, bytes }: JournalChunk) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const affected: number[] = []
    const before = { ...state }
    let soundBytes = 0

    function* newEntries() {
      for (const frame of readFrames(buffer)) {
        soundBytes = frame.offset + frame.length
        const place = offset + frame.offset
        if (segment < state.segment || (segment === state.segment && place < state.offset)) continue
        const read = readRecord(frame.payload)
        if ('record' in read) affected.push(control(read.record))
        else if (read.row.seq > state.lastSeq) {
          state.lastSeq = read.row.seq
          yield entryValues(read.row, segment, place, frame.length)
        }
        state.segment = segment
        state.offset = place + frame.length
      }
    }

    try {
      database.transaction(() => {
        database.runEach({ compile: () => insert }, newEntries())
        groups.saveCounts()
        saveState()
      })
    } catch (error) {
      Object.assign(state, before)
      groups.reload()
      throw error
    }
    return { affected, soundBytes }
  }

  return {
    apply,
    position: () => ({ segment: state.segment, offset: state.offset }),
    lastSeq: () => state.lastSeq,
    settle: () => database.transaction(settle),
    groupsChanged: () => groups.reload(),
  }
}
